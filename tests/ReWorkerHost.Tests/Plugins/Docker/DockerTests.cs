using System.Text.Json;
using System.Text.Json.Nodes;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.Docker;

/// <summary>Containers and images, on a server without TLS.</summary>
public sealed class DockerTests : IAsyncLifetime
{
    private DockerEngine engine = null!;
    private PluginUnderTest worker = null!;

    public async Task InitializeAsync()
    {
        engine = await DockerEngine.StartAsync();
        worker = await PluginUnderTest.LoadAsync("docker", new
        {
            servers = new[] { $"http://{engine.Authority}" },
            binds = new[] { "/var/data" },
            registries = new[] { new { registry = "registry.example.com:5000", user = "releaser", password = "geheim" }, new { registry = "docker.io", user = "hub", password = "geheim" } },
        });
        engine.State.AddImage("app:1.0");
    }

    public async Task DisposeAsync()
    {
        await worker.DisposeAsync();
        await engine.DisposeAsync();
    }

    [Fact]
    public async Task A_container_is_created_started_stopped_and_removed()
    {
        var sink = new RecordingSink();
        var created = await StepAsync("CreateContainer", new
        {
            image_name = "app:1.0",
            container_name = "my-app",
            container_command = "/usr/bin/run 'a b' --all",
            container_hostname = "app.example.com",
            container_ports = new object[] { 80, "53/udp" },
        }, sink);
        var container = engine.State["my-app"];

        Assert.Equal($$"""{"server":"{{engine.Authority}}","container":"my-app","changed":true,"id":"{{container.Id}}"}""", created.Completed());
        Assert.Equal("""["/usr/bin/run","a b","--all"]""", container.Body["Cmd"]!.ToJsonString());
        Assert.Equal("""{"80/tcp":{},"53/udp":{}}""", container.Body["ExposedPorts"]!.ToJsonString());
        Assert.Equal("app.example.com", container.Body["Hostname"]!.GetValue<string>());
        Assert.Contains((OutputLevel.Warning, "Your kernel does not support swap limit capabilities"), sink.Output);

        Assert.Equal(Report("my-app", true), (await StepAsync("StartContainer", new { container_name = "my-app" })).Completed());
        Assert.Equal("running", container.Status);
        Assert.Equal(Report("my-app", false), (await StepAsync("StartContainer", new { container_name = "my-app" }, sink)).Completed());
        Assert.Equal("my-app runs already", sink.Lines[^1]);
        Assert.Equal(Report("my-app", true), (await StepAsync("StopContainer", new { container_name = "my-app" })).Completed());
        Assert.Equal(Report("my-app", false), (await StepAsync("StopContainer", new { container_name = "my-app" }, sink)).Completed());
        Assert.Equal("my-app has stopped already", sink.Lines[^1]);
        Assert.Contains(engine.Asked, asked => asked.EndsWith("/containers/my-app/stop?t=10", StringComparison.Ordinal));
        Assert.Equal(Report("my-app", true), (await StepAsync("RemoveContainer", new { container_name = "my-app" }, sink)).Completed());
        Assert.Equal("my-app is removed", sink.Lines[^1]);
        Assert.Empty(engine.State.Names);
    }

    [Fact]
    public async Task An_image_is_pulled_and_removed()
    {
        var sink = new RecordingSink();

        var outcome = await StepAsync("PullImage", new { image_name = "registry.example.com:5000/team/app:2.0" }, sink);

        Assert.Equal($$"""{"server":"{{engine.Authority}}","image":"registry.example.com:5000/team/app:2.0","digest":"sha256:{{new string('2', 64)}}"}""", outcome.Completed());
        var asked = Assert.Single(engine.Asked);
        Assert.Contains("/images/create?", asked, StringComparison.Ordinal);
        Assert.Contains("tag=2.0", asked, StringComparison.Ordinal);
        Assert.Contains((OutputLevel.Info, "Status: Downloaded newer image for registry.example.com:5000/team/app:2.0"), sink.Output);
        Assert.Contains((OutputLevel.Debug, "a3ed95caeb02: Pull complete"), sink.Output);
        Assert.InRange(sink.Lines.Count(line => line.Contains("Downloading", StringComparison.Ordinal)), 1, 20);
        var credential = JsonNode.Parse(engine.RegistryAuth!)!;
        Assert.Equal(("releaser", "geheim"), (credential["username"]!.GetValue<string>(), credential["password"]!.GetValue<string>()));
        Assert.DoesNotContain(sink.Lines, line => line.Contains("geheim", StringComparison.Ordinal));

        (await StepAsync("RemoveImage", new { image_name = "registry.example.com:5000/team/app:2.0" })).Completed();
        Assert.False(engine.State.HasImage("registry.example.com:5000/team/app:2.0"));
    }

    [Theory]
    [InlineData("app", null, "app:latest", "hub")]
    [InlineData("team/app:1.2", "http://registry.example.com:5000", "registry.example.com:5000/team/app:1.2", "releaser")]
    [InlineData("app", "registry.example.org", "registry.example.org/app:latest", null)]
    [InlineData("registry.example.org/app", "https://registry.example.org/", "registry.example.org/app:latest", null)]
    public async Task The_registry_is_the_parameters_or_the_names(string image, string? registry, string pulled, string? user)
    {
        var parameters = new Dictionary<string, object> { ["image_name"] = image };
        if (registry is not null) parameters["insecure_registry"] = registry;

        (await StepAsync("PullImage", parameters)).Completed();

        Assert.True(engine.State.HasImage(pulled));
        Assert.Equal(user, engine.RegistryAuth is { } auth ? JsonNode.Parse(auth)!["username"]?.GetValue<string>() : null);
    }

    [Fact]
    public async Task Binds_and_ports_can_be_given_where_a_container_is_created()
    {
        (await StepAsync("CreateContainer", new
        {
            image_name = "app:1.0",
            container_name = "app",
            container_command = "",
            container_binds = new Dictionary<string, object> { ["/var/data/web"] = new { bind = "/srv", ro = true }, ["volume"] = new { bind = "/data" } },
            port_bindings = new Dictionary<string, object> { ["80"] = 8080, ["53/udp"] = "127.0.0.1:53" },
        })).Completed();

        var host = engine.State["app"].Body["HostConfig"]!;
        Assert.Equal("""["/var/data/web:/srv:ro","volume:/data"]""", host["Binds"]!.ToJsonString());
        Assert.Equal("8080", host["PortBindings"]!["80/tcp"]![0]!["HostPort"]!.GetValue<string>());
        Assert.Equal("127.0.0.1", host["PortBindings"]!["53/udp"]![0]!["HostIp"]!.GetValue<string>());
        Assert.Equal("""{"80/tcp":{},"53/udp":{}}""", engine.State["app"].Body["ExposedPorts"]!.ToJsonString());
        Assert.False(engine.State["app"].Body["Cmd"] is JsonArray { Count: > 0 });
    }

    private Task<StepOutcome> StepAsync(string subcommand, object parameters, RecordingSink? sink = null)
    {
        var own = JsonSerializer.SerializeToNode(parameters)!.AsObject();
        own["server_name"] = engine.Authority;
        return worker.RunAsync(subcommand, own.ToJsonString()[1..^1], sink);
    }

    private string Report(string container, bool changed) => $$"""{"server":"{{engine.Authority}}","container":"{{container}}","changed":{{(changed ? "true" : "false")}}}""";
}
