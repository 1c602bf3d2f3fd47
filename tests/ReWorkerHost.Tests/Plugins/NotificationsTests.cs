using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Plugins.EmailNotify;
using ReWorkerHost.Tests.Plugins.IrcNotify;

namespace ReWorkerHost.Tests.Plugins;

/// <summary>What a job asks for under <c>notify</c> goes from the host over the bus to the workers, and from them to the world.</summary>
[Collection(SecondNodeGroup.Name)]
public sealed class NotificationsTests(RabbitMqNode node, MailServerNode mail, IrcServerNode irc) : IClassFixture<MailServerNode>, IClassFixture<IrcServerNode>
{
    [Fact]
    public async Task A_job_is_told_of_by_mail_and_on_IRC_and_what_fails_is_in_the_log()
    {
        await using var daemon = Daemon.Prepare();
        daemon.Configure($$"""
            {
              "emailnotify": { "settings": { "smtp_host": "127.0.0.1", "smtp_port": {{mail.Port}}, "smtp_from": "noreply@example.com" } },
              "ircnotify": { "settings": { "server": "127.0.0.1", "port": {{irc.Port}}, "nick": "renotify" } }
            }
            """);
        foreach (var plugin in new[] { "emailnotify", "ircnotify", "noop" }) daemon.Install(plugin);
        await daemon.StartAsync(node.Uri);
        await using var fsm = await Fsm.ConnectAsync(node.Uri);
        await using var watcher = await IrcWatcher.JoinAsync(irc, "watcher", "#releases");

        await fsm.SendRawAsync("worker.noop", """
            {
              "parameters": { "command": "noop", "subcommand": "Noop" },
              "notify": { "started": { "irc": ["#releases"] }, "completed": { "email": ["nobody@example.com", "alice@example.com"], "irc": ["watcher"] } }
            }
            """);

        Assert.Equal("""{"status":"started"}""", (await fsm.NextAsync()).Body);
        Assert.Equal("""{"status":"completed"}""", (await fsm.NextAsync()).Body);
        await watcher.SeesAsync(" PRIVMSG #releases :");
        await watcher.SeesAsync(" PRIVMSG watcher :");
        await daemon.OutputHoldsAsync("was not mailed to nobody@example.com: 550 no such user here (mailed to 1 of 2)");
        Assert.Equal(["""{"status":"started"}""", """{"status":"completed"}"""], await fsm.RunAsync(
            "emailnotify", "\"command\": \"emailnotify\", \"subcommand\": \"Notify\", \"slug\": \"by a step\", \"message\": \"text\", \"phase\": \"failed\", \"target\": [\"alice@example.com\"]"));
        await mail.MailAsync("alice", "by a step");
        Assert.Empty(fsm.Rest());
        Assert.Equal(0, await daemon.StopAsync());
        await watcher.SeesAsync(" QUIT ");
    }
}
