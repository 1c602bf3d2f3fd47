using ReWorkerHost.Playbooks;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Plugins;
using ReWorkerHost.Tests.Plugins.EmailNotify;

namespace ReWorkerHost.Tests.Documentation;

/// <summary>The page of the worker emailnotify: what it shows is run, and what the worker takes is in it.</summary>
public sealed class EmailnotifyPageTests(MailServerNode server) : IClassFixture<MailServerNode>
{
    private static readonly WorkerPage Page = new("emailnotify");

    [Fact]
    public async Task The_step_of_the_page_becomes_the_mail_that_it_shows()
    {
        await using var plugin = await Mailing.LoadAsync(server.Port);
        var playbook = PlaybookFile.Parse(Assert.Single(Page.Document.Blocks("yaml")).Replace("team@", "alice@", StringComparison.Ordinal), isJson: false);
        var step = Assert.Single(playbook.Execution[0].Steps, step => step.Name.Command == "emailnotify");

        var outcome = await plugin.RunAsync(step.Name.Subcommand, step.Parameters.ToJsonString()[1..^1]);

        Assert.Null(outcome.Completed());
        Assert.EndsWith($"\n\n{Page.Document.Blocks("")[0]}", await server.MailAsync("alice", "The release is out"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_failure_of_the_page_is_the_workers()
    {
        await using var plugin = await Mailing.LoadAsync(server.Port);

        Assert.Equal(Page.Document.Blocks("")[1], await plugin.FailAsync("The release is out", "nobody@example.com", "bob@example.com") + "\n");
    }

    [Fact]
    public async Task The_settings_of_the_page_and_of_the_ready_plugins_json_can_be_used()
    {
        await using var shown = await PluginUnderTest.LoadAsync("emailnotify", Page.Settings());
        await using var ready = await PluginUnderTest.LoadAsync("emailnotify", Page.ReadySettings());

        Assert.Equal(["notify.email", "worker.emailnotify"], ready.Worker.Description.Bindings);
    }

    [Fact]
    public Task The_page_names_every_setting() => Page.NamesEverySettingAsync();

    [Fact]
    public void The_page_names_every_parameter_of_a_step() => Page.HasRows(["slug", "message", "phase", "target"]);
}
