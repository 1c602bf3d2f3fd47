using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Loading;

namespace ReWorkerHost.Tests.Plugins.EmailNotify;

public sealed class EmailNotifyTests(MailServerNode server) : IClassFixture<MailServerNode>
{
    [Fact]
    public async Task A_notification_becomes_a_mail_to_all_targets_at_once()
    {
        await using var plugin = await Mailing.LoadAsync(server.Port);

        await plugin.SendAsync("all at once", "Grüße,\n.\n..dots\nFrom the release", "alice@example.com", "bob@example.com", "alice@example.com");

        var mail = await server.MailAsync("alice", "all at once");
        Assert.StartsWith("Return-path: <noreply@example.com>\n", mail, StringComparison.Ordinal);
        Assert.Contains("\nFrom: noreply@example.com\n", mail, StringComparison.Ordinal);
        Assert.Contains("\nTo: alice@example.com, bob@example.com\n", mail, StringComparison.Ordinal);
        Assert.Contains("\nAuto-Submitted: auto-generated\n", mail, StringComparison.Ordinal);
        Assert.Contains("\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n", mail, StringComparison.Ordinal);
        Assert.EndsWith("\n\nGr=C3=BC=C3=9Fe,\n.\n..dots\nFrom the release\n\nPhase: completed\n", mail, StringComparison.Ordinal);
        Assert.Equal(Id(mail), Id(await server.MailAsync("bob", "all at once")));
    }

    [Fact]
    public async Task A_playbook_may_use_it_as_a_step()
    {
        await using var plugin = await Mailing.LoadAsync(server.Port);
        var sink = new RecordingSink();

        var outcome = await plugin.RunAsync("Notify", """ "slug": "a step", "message": "text", "phase": "started", "target": ["alice@example.com"] """, sink);
        var refused = await plugin.RunAsync("Notify", """ "slug": "a step", "target": "alice@example.com" """);

        Assert.Null(outcome.Completed());
        Assert.True(sink.Started);
        Assert.EndsWith("\n\ntext\n\nPhase: started\n", await server.MailAsync("alice", "a step"), StringComparison.Ordinal);
        Assert.Equal((StepOutcomeKind.Refused, "invalid parameters: message: expected a string; phase: expected a string; target: expected a list of strings"), (refused.Kind, refused.Text));
    }

    [Theory]
    [InlineData("done\r\nBcc: bob@example.com\r\n\r\nbody", "done  Bcc: bob@example.com    body")]
    [InlineData("one\nBcc: bob@example.com", "one Bcc: bob@example.com")]
    [InlineData("two\u2028\u0085\0Bcc: x", "two   Bcc: x")]
    public async Task A_slug_can_not_add_headers(string slug, string subject)
    {
        await using var plugin = await Mailing.LoadAsync(server.Port);

        await plugin.SendAsync(slug, "text", "alice@example.com");

        Assert.DoesNotContain("\nBcc:", await server.MailAsync("alice", subject), StringComparison.Ordinal);
        Assert.Empty(server.Mails("bob", subject));
    }

    [Fact]
    public async Task A_slug_may_have_any_letters()
    {
        await using var plugin = await Mailing.LoadAsync(server.Port);

        await plugin.SendAsync("Größe ☃", "text", "alice@example.com");

        await server.MailAsync("alice", "=?utf-8?b?R3LDtsOfZSDimIM=?=");
    }

    [Fact]
    public async Task Who_is_refused_is_named_and_the_others_get_it()
    {
        await using var plugin = await Mailing.LoadAsync(server.Port);

        var failure = await plugin.FailAsync("refused", "nobody@example.com", "Bob <bob@example.com>", "alice@example.com", "x@y\r\nRCPT TO:<bob@example.com>", "#team", "carol@example.com");

        Assert.Equal(
            "\"refused\" was not mailed to \"Bob <bob@example.com>\": it is no address; \"x@y  RCPT TO:<bob@example.com>\": it is no address; \"#team\": it is no address; " +
            "nobody@example.com: 550 no such user here; carol@example.com: 550 authenticate first (mailed to 1 of 6)",
            failure);
        await server.MailAsync("alice", "refused");
        Assert.Empty(server.Mails("bob", "refused"));
        Assert.Equal("\"refused\" was not mailed to nobody@example.com: 550 no such user here (mailed to 0 of 1)", await plugin.FailAsync("refused", "nobody@example.com"));
        Assert.Equal("target: it is empty, expected addresses of mail", await plugin.FailAsync("refused"));
    }

    [Fact]
    public async Task Who_can_not_be_served_for_now_is_tried_again_and_the_others_are_not()
    {
        await using var plugin = await Mailing.LoadAsync(server.Port, ("retry_after", 0.3));
        await File.WriteAllTextAsync(server.BusyFile, "");

        var sending = plugin.SendAsync("later", "text", "alice@example.com", "bob@example.com");
        var mail = await server.MailAsync("alice", "later");
        Assert.Empty(server.Mails("bob", "later"));
        File.Delete(server.BusyFile);
        await sending;

        Assert.Equal(Id(mail), Id(await server.MailAsync("bob", "later")));
        Assert.Single(server.Mails("alice", "later"));
    }

    [Fact]
    public async Task After_the_last_attempt_it_is_said_who_got_nothing()
    {
        await using var plugin = await Mailing.LoadAsync(server.Port, ("attempts", 2));
        await File.WriteAllTextAsync(server.BusyFile, "");

        var failure = await plugin.FailAsync("never", "alice@example.com", "bob@example.com");
        File.Delete(server.BusyFile);

        Assert.Equal("\"never\" was not mailed to bob@example.com: 451 come back later (mailed to 1 of 2)", failure);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_given_up()
    {
        await using var slow = await Mailing.LoadAsync(server.Port, ("timeout", 0.3), ("attempts", 1));
        await using var none = await Mailing.LoadAsync(ServerProcess.FreePort(), ("attempts", 2));

        Assert.EndsWith("slow@example.com: no answer within 0.3 s (plugins.emailnotify.settings.timeout) (mailed to 0 of 1)", await slow.FailAsync("slow", "slow@example.com"), StringComparison.Ordinal);
        Assert.Contains("alice@example.com: Connection refused", await none.FailAsync("none", "alice@example.com"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notification_that_is_cancelled_ends()
    {
        await using var plugin = await Mailing.LoadAsync(server.Port);
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(0.2));

        var outcome = await plugin.Worker.NotifyAsync(new("slow", "text", "failed", ["slow@example.com"]), cancel.Token);

        Assert.Equal(StepOutcomeKind.Cancelled, outcome.Kind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_goes_from_memory_after_it_has_sent(bool tls)
    {
        using var folder = new TemporaryFolder();
        folder.Install("emailnotify");
        var settings = $$"""{ "smtp_host": "127.0.0.1", "smtp_port": {{(tls ? server.TlsPort : server.Port)}}, "smtp_tls": "{{(tls ? "tls" : "none")}}", "ca_file": "{{server.CertificateFile}}", "smtp_from": "a@example.com" }""";
        var plugin = new UnloadedPlugin(folder);

        Assert.Equal("", await plugin.LiveAsync("Notify", $$"""{ "slug": "gone {{tls}}", "message": "text", "phase": "started", "target": ["alice@example.com"] }""", settings));

        await server.MailAsync("alice", $"gone {tls}");
        Assert.True(await plugin.IsGoneAsync(), "it stays in memory");
    }

    private static string Id(string mail) => mail.Split('\n').Single(line => line.StartsWith("Message-Id: ", StringComparison.OrdinalIgnoreCase));
}
