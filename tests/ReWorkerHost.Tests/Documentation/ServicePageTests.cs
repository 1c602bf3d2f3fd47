using System.Text.Json;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Plugins;
using ReWorkerHost.Tests.Plugins.Remote;
using ReWorkerHost.Tests.Plugins.Service;

namespace ReWorkerHost.Tests.Documentation;

/// <summary>The page of the worker service.</summary>
[Collection(SshServerGroup.Name)]
public sealed class ServicePageTests(SshServer server)
{
    private static readonly Document Page = new("docs/workers/service.md");

    [RootFact]
    public async Task Its_playbook_runs()
    {
        using var script = new InitScript();
        await using var service = await PluginUnderTest.LoadAsync("service", new { services = new[] { script.Name } });

        var data = await RemotePages.CompleteAsync(service, RemotePages.Steps(Page, "service: megafrobber", $"service: {script.Name}"));

        Assert.Equal("done", data.GetProperty("hosts").GetProperty("localhost").GetProperty("outcome").GetString());
        Assert.True(Processes.IsAlive(script.Daemon));
    }

    [Fact]
    public async Task Its_answers_are_the_workers()
    {
        await using var service = await HostSteps.LoadAsync("service", server, ("services", new[] { "megafrobber" }), ("manager", "systemctl"));
        using var systemctl = new StandIn(server, "systemctl", """
            case $* in
              *LoadState*) echo LoadState=loaded ;;
              *) if [ -e "$0.seen" ]; then echo ActiveState=inactive; rm "$0.seen"; else echo ActiveState=active; : >"$0.seen"; fi ;;
            esac
            """);

        Assert.Equal(Page.Blocks("")[0], (await service.RunAsync("Status", new { service = "megafrobber" }, ["a.example.com", "b.example.com"])).Completed() + "\n");
    }

    [Fact]
    public async Task Its_failure_is_the_workers()
    {
        await using var service = await HostSteps.LoadAsync("service", server, ("services", new[] { "megafrobber" }), ("manager", "systemctl"));
        using var systemctl = new StandIn(server, "systemctl", """
            case $1 in
              show) if [ -e "$0.seen" ]; then echo LoadState=not-found; rm "$0.seen"; else echo LoadState=loaded; : >"$0.seen"; fi ;;
            esac
            """);

        var outcome = await service.RunAsync("Restart", new { service = "megafrobber" }, ["a.example.com", "b.example.com", "c.example.com"]);

        Assert.Equal(Page.Blocks("")[1], outcome.DataText()!.Replace("says systemctl", "says service", StringComparison.Ordinal) + "\n");
    }

    [Fact]
    public Task It_names_every_parameter_and_setting() => RemotePages.NameEverythingAsync(Page, "service");

    [Fact]
    public async Task The_ready_plugins_json_lets_the_worker_run_and_allows_no_service()
    {
        var settings = new WorkerPage("service").ReadySettings();
        await using var service = await PluginUnderTest.LoadAsync("service", settings);

        Assert.Equal("[]", JsonSerializer.Serialize(settings["services"]));
    }
}
