using System.Text.Json;
using System.Text.Json.Nodes;
using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.Docker;

/// <summary>Containers that get binds and ports at their start, which the API takes at their creation alone.</summary>
public sealed class DockerStartTests : IAsyncLifetime
{
    private static readonly Dictionary<string, object> Binds = new() { ["/var/data"] = new { bind = "/var/www/html", ro = true } };
    private static readonly Dictionary<string, object> Ports = new() { ["1111"] = 8080 };
    private DockerEngine engine = null!;
    private PluginUnderTest worker = null!;

    public async Task InitializeAsync()
    {
        engine = await DockerEngine.StartAsync();
        worker = await PluginUnderTest.LoadAsync("docker", new { servers = new[] { $"http://{engine.Authority}" }, binds = new[] { "/" } });
        engine.State.AddImage("app:1.0");
    }

    public async Task DisposeAsync()
    {
        await worker.DisposeAsync();
        await engine.DisposeAsync();
    }

    [Fact]
    public async Task A_container_that_has_never_run_is_created_anew_with_them_and_started()
    {
        var old = engine.State.Add("app", body: new JsonObject
        {
            ["Image"] = "app:1.0",
            ["Cmd"] = new JsonArray("run", "a b"),
            ["Env"] = new JsonArray("A=b"),
            ["Labels"] = new JsonObject { ["team"] = "web" },
            ["User"] = "nobody",
            ["HostConfig"] = new JsonObject { ["Memory"] = 4096, ["Binds"] = new JsonArray("/old:/old") },
        });
        var sink = new RecordingSink();

        (await StartAsync(new { container_binds = Binds, port_bindings = Ports }, sink)).Completed();

        Assert.Equal(["app"], engine.State.Names);
        var container = engine.State["app"];
        Assert.NotEqual(old.Id, container.Id);
        Assert.Equal("running", container.Status);
        Assert.Equal("""["/var/data:/var/www/html:ro"]""", container.Body["HostConfig"]!["Binds"]!.ToJsonString());
        Assert.Equal("8080", container.Body["HostConfig"]!["PortBindings"]!["1111/tcp"]![0]!["HostPort"]!.GetValue<string>());
        Assert.Equal(4096, container.Body["HostConfig"]!["Memory"]!.GetValue<int>());
        Assert.Equal(("""["run","a b"]""", """["A=b"]""", "nobody"), (container.Body["Cmd"]!.ToJsonString(), container.Body["Env"]!.ToJsonString(), container.Body["User"]!.GetValue<string>()));
        Assert.Equal("web", container.Body["Labels"]!["team"]!.GetValue<string>());
        Assert.True(string.IsNullOrEmpty(container.Body["Hostname"]?.GetValue<string>())); // the old one's own id is not kept
        Assert.Contains("Created app anew with its binds and ports", sink.Lines);
        Assert.Contains(engine.Asked, asked => asked.StartsWith("DELETE ", StringComparison.Ordinal) && asked.Contains("v=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_container_that_has_them_already_is_only_started()
    {
        (await RunAsync("CreateContainer", new { image_name = "app:1.0", container_name = "app", container_command = "run", container_binds = Binds, port_bindings = Ports })).Completed();
        var id = engine.State["app"].Id;

        (await StartAsync(new { container_binds = Binds, port_bindings = Ports })).Completed();
        (await StartAsync(new { container_binds = Binds, port_bindings = Ports })).Completed(); // it runs

        Assert.Equal(("running", id), (engine.State["app"].Status, engine.State["app"].Id));
    }

    [Theory]
    [InlineData("running")]
    [InlineData("exited")]
    public async Task A_container_that_has_run_is_left_as_it_is(string status)
    {
        var container = engine.State.Add("app", status);

        var outcome = await StartAsync(new { port_bindings = Ports });

        Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
        Assert.StartsWith($"app on {engine.Authority} is {status}: binds and ports can only be given to a container that has never run: ", outcome.Text, StringComparison.Ordinal);
        Assert.Equal(container.Id, engine.State["app"].Id);
        Assert.Equal(status, container.Status);
    }

    [Fact]
    public async Task Where_the_new_one_can_not_be_created_the_old_one_is_there_as_it_was()
    {
        var old = engine.State.Add("app");
        engine.State.CreationFailure = 400;

        var outcome = await StartAsync(new { container_binds = Binds });

        Assert.Equal((StepOutcomeKind.Failed, $"app can't be created anew on {engine.Authority}: invalid mount config (400)"), (outcome.Kind, outcome.Text));
        Assert.Equal(["app"], engine.State.Names);
        Assert.Equal(old.Id, engine.State["app"].Id);
    }

    [Fact]
    public async Task A_port_that_is_taken_fails_in_the_servers_words()
    {
        engine.State.Add("app");

        var outcome = await StartAsync(new { port_bindings = new Dictionary<string, object> { ["80"] = 666 } });

        Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
        Assert.EndsWith("port is already allocated (500)", outcome.Text, StringComparison.Ordinal);
    }

    private Task<StepOutcome> StartAsync(object parameters, RecordingSink? sink = null)
    {
        var own = JsonSerializer.SerializeToNode(parameters)!.AsObject();
        own["container_name"] = "app";
        return RunAsync("StartContainer", own, sink);
    }

    private Task<StepOutcome> RunAsync(string subcommand, object parameters, RecordingSink? sink = null)
    {
        var own = JsonSerializer.SerializeToNode(parameters)!.AsObject();
        own["server_name"] = engine.Authority;
        return worker.RunAsync(subcommand, own.ToJsonString()[1..^1], sink);
    }
}
