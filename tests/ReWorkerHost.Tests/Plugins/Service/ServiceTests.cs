using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Plugins.Remote;

namespace ReWorkerHost.Tests.Plugins.Service;

/// <summary>A real init script, by the real program <c>service</c>, on this machine and over SSH.</summary>
[Collection(SshServerGroup.Name)]
public sealed class ServiceTests(SshServer server)
{
    [RootTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_service_is_started_restarted_stopped_and_its_state_is_told(bool overSsh)
    {
        using var script = new InitScript();
        await using var service = await LoadAsync(script.Name);
        var host = HostSteps.Host(overSsh);

        Assert.Equal("""{"outcome":"done","state":"stopped"}""", await service.DoneAsync("Status", new { service = script.Name }, host));
        Assert.Equal("""{"outcome":"done"}""", await service.DoneAsync("start", new { service = script.Name }, host));
        var first = script.Daemon;
        Assert.True(Processes.IsAlive(first));
        Assert.Equal("""{"outcome":"done","state":"running"}""", await service.DoneAsync("STATUS", new { service = script.Name }, host));
        await service.DoneAsync("Restart", new { service = script.Name }, host);
        Assert.False(Processes.IsAlive(first));
        Assert.True(Processes.IsAlive(script.Daemon));
        await service.DoneAsync("Stop", new { service = script.Name }, host);
        Assert.Equal(0, script.Daemon);
    }

    [RootFact]
    public async Task What_the_manager_says_is_output_and_what_it_refuses_is_the_failure()
    {
        using var script = new InitScript();
        await using var service = await LoadAsync(script.Name);
        var sink = new RecordingSink();

        Assert.Equal("""{"hosts":{"localhost":{"outcome":"done"}}}""", (await service.RunAsync("Start", new { service = script.Name }, [], sink)).Completed());
        Assert.Equal(["localhost: started it"], sink.Lines);
        Assert.Equal(
            $"localhost: usage: start, stop, restart, status; service {script.Name} reload ended with exit code 2",
            await service.FailureAsync("Reload", new { service = script.Name }, "localhost"));
        Processes.Kill(script.Daemon);
        await Eventually.HoldsAsync(() => !Processes.IsAlive(script.Daemon), "the daemon is dead");
        Assert.Equal("""{"outcome":"done","state":"dead"}""", await service.DoneAsync("Status", new { service = script.Name }, "localhost"));
    }

    [Theory]
    [InlineData(false, "Status")]
    [InlineData(true, "Start")]
    public async Task A_service_that_is_not_there_fails(bool overSsh, string subcommand)
    {
        await using var service = await LoadAsync("reworkerhost-test-*");
        var host = HostSteps.Host(overSsh);

        Assert.Equal($"{host}: there is no service reworkerhost-test-none here, says service", await service.FailureAsync(subcommand, new { service = "reworkerhost-test-none" }, host));
    }

    [Theory]
    [InlineData("active", "running")]
    [InlineData("inactive", "stopped")]
    [InlineData("failed", "failed")]
    [InlineData("activating", "starting")]
    public async Task A_stand_in_for_systemctl_is_asked_as_systemd_wants_it(string active, string state)
    {
        await using var service = await LoadAsync("app@1.service");
        using var systemctl = new StandIn(server, "systemctl", $"case $2 in --property=LoadState) echo LoadState=loaded ;; --property=ActiveState) echo ActiveState={active} ;; *) echo reloaded ;; esac");

        Assert.Equal($$"""{"outcome":"done","state":"{{state}}"}""", await service.DoneAsync("Status", new { service = "app@1.service" }, SshServer.Host));
        await service.DoneAsync("Reload", new { service = "app@1.service" }, SshServer.Host);

        Assert.Equal(
            ["show --property=LoadState -- app@1.service", "show --property=ActiveState -- app@1.service", "show --property=LoadState -- app@1.service", "--no-ask-password reload -- app@1.service"],
            systemctl.Calls);
    }

    [Fact]
    public async Task A_stand_in_for_systemctl_that_knows_no_such_unit_or_fails_is_the_failure()
    {
        await using var service = await LoadAsync("app");
        using (new StandIn(server, "systemctl", "echo LoadState=not-found"))
        {
            Assert.Equal("a.example.com: there is no service app here, says systemctl", await service.FailureAsync("Status", new { service = "app" }, SshServer.Host));
        }

        using (new StandIn(server, "systemctl", "case $1 in show) echo LoadState=loaded ;; *) echo 'Job for app failed.' >&2; exit 5 ;; esac"))
        {
            Assert.Equal("a.example.com: Job for app failed.; systemctl start app ended with exit code 5", await service.FailureAsync("Start", new { service = "app" }, SshServer.Host));
        }
    }

    [Theory]
    [InlineData("*")]
    [InlineData("-h")]
    [InlineData("--root=/tmp")]
    [InlineData("../../tmp/x")]
    [InlineData("a b")]
    [InlineData("a;id")]
    [InlineData("$(id)")]
    [InlineData("a\nb")]
    [InlineData("a'b")]
    [InlineData("")]
    public async Task What_is_no_name_of_a_service_is_refused_even_where_all_are_allowed(string name)
    {
        await using var service = await LoadAsync("*");

        Assert.StartsWith("invalid parameters: service: expected a service's name", await service.RefusalAsync("Restart", new { service = name }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nginx2")]
    [InlineData("NGINX")]
    [InlineData("app-")]
    [InlineData("app-10")]
    [InlineData("webx1")]
    public async Task A_service_that_is_not_on_the_list_is_refused(string name)
    {
        await using var none = await PluginUnderTest.LoadAsync("service");
        await using var service = await LoadAsync("nginx", "app-?", "web.*");

        Assert.Equal("service: no service may be touched: name those that may in plugins.service.settings.services", await none.RefusalAsync("Stop", new { service = name }));
        Assert.Equal($"service: \"{name}\" may not be touched: name it in plugins.service.settings.services to allow it", await service.RefusalAsync("Stop", new { service = name }));
    }

    private Task<PluginUnderTest> LoadAsync(params string[] services) =>
        HostSteps.LoadAsync("service", server, ("services", services), ("manager", services[0].StartsWith("app", StringComparison.Ordinal) ? "systemctl" : "auto"));
}
