using ReWorkerHost.Playbooks;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Plugins;
using ReWorkerHost.Tests.Plugins.IrcNotify;

namespace ReWorkerHost.Tests.Documentation;

/// <summary>The page of the worker ircnotify: what it shows is run, and what the worker takes is in it.</summary>
public sealed class IrcnotifyPageTests(IrcServerNode server) : IClassFixture<IrcServerNode>
{
    private static readonly WorkerPage Page = new("ircnotify");

    [Fact]
    public async Task The_step_of_the_page_is_told_to_the_channel()
    {
        await using var watcher = await IrcWatcher.JoinAsync(server, "watcher", "#releases");
        await using var plugin = await Telling.LoadAsync(server.Port, ("nick", "bot1"));
        var step = Assert.Single(PlaybookFile.Parse(Assert.Single(Page.Document.Blocks("yaml")), isJson: false).Execution[0].Steps, step => step.Name.Command == "ircnotify");

        var outcome = await plugin.RunAsync(step.Name.Subcommand, step.Parameters.ToJsonString()[1..^1]);

        Assert.Null(outcome.Completed());
        await watcher.SeesAsync(" PRIVMSG #releases :Version 4 is on all hosts.");
    }

    [Fact]
    public async Task The_failure_of_the_page_is_the_workers()
    {
        await using var watcher = await IrcWatcher.JoinAsync(server, "oncall", "#oncall");
        await using var plugin = await Telling.LoadAsync(server.Port, ("nick", "bot2"));

        var failure = await plugin.FailAsync("text", "nobody", "oncall");

        Assert.Equal(Assert.Single(Page.Document.Blocks("")), failure.Replace("\"slug\"", "\"The release is out\"", StringComparison.Ordinal) + "\n");
    }

    [Fact]
    public async Task The_settings_of_the_page_and_of_the_ready_plugins_json_can_be_used()
    {
        await using var shown = await PluginUnderTest.LoadAsync("ircnotify", Page.Settings());
        await using var ready = await PluginUnderTest.LoadAsync("ircnotify", Page.ReadySettings());

        Assert.Equal(["notify.irc", "worker.ircnotify"], ready.Worker.Description.Bindings);
    }

    [Fact]
    public Task The_page_names_every_setting() => Page.NamesEverySettingAsync();

    [Fact]
    public void The_page_names_every_parameter_of_a_step() => Page.HasRows(["slug", "message", "phase", "target"]);
}
