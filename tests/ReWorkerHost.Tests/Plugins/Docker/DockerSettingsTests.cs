using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Loading;

namespace ReWorkerHost.Tests.Plugins.Docker;

/// <summary>The worker's settings, and what is refused before a step begins.</summary>
public sealed class DockerSettingsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once_and_no_password()
    {
        var error = await Assert.ThrowsAsync<PluginLoadException>(() => PluginUnderTest.LoadAsync("docker", new
        {
            servers = new object[]
            {
                "127.0.0.1:2376", "tcp://127.0.0.1:2376", "unix://docker.sock", new { name = "a" }, new { address = "http://a:1", ca_file = "/nosuch", adress = "x" },
                new { address = "https://b:1", cert_file = folder.Write("cert.pem", "") }, "https://user:geheim@c:1", "http://d:1", "http://d:1",
            },
            binds = new[] { "var", "/var/../etc" },
            registries = new object[] { new { registry = "http://a", user = "a", passwort = "geheim" }, new { registry = "a" } },
            version = "1.15",
            timeout = 0,
            pull_timeout = "long",
            stop_timeout = -1,
            server = "a",
        }));

        Assert.All(
            new[]
            {
                "settings.servers[0]: expected unix:///path, http://host:port or https://host:port", "settings.servers[1]: expected", "settings.servers[2]: expected", "settings.servers[3].address: expected",
                "settings.servers[4].ca_file: expected", "settings.servers[4].adress: unknown", "settings.servers[5].key_file: it is missing", "settings.servers[6]: expected",
                "settings.servers: d:1 is there twice", "settings.binds[0]: expected an absolute path", "settings.binds[1]: a path can't hold", "settings.registries[0].registry: expected",
                "settings.registries[0].passwort: unknown", "settings.registries[0].password: it is missing", "settings.registries[1].user: it is missing", "settings.version: expected",
                "settings.timeout: expected seconds", "settings.pull_timeout: expected seconds", "settings.stop_timeout: expected whole seconds, 0 to 3600", "plugins.docker.settings.server: unknown",
            },
            problem => Assert.Contains(problem, error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("geheim", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_that_can_not_be_used_are_refused_all_of_them()
    {
        await using var worker = await PluginUnderTest.LoadAsync("docker", new { servers = new[] { "unix:///var/run/docker.sock" }, binds = new[] { "/var/data/" } });

        Assert.Equal(
            "invalid parameters: server_name: \"other\" may not be used: name it in plugins.docker.settings.servers to allow it; image_name: expected an image's name, such as registry.example.com/team/app:1.0; "
            + "container_name: expected letters, digits, _, . and -, two at least, the first of them a letter or a digit; container_command: the single quote at character 5 is not closed; "
            + "container_ports[1]: expected a port, such as 8080 or \"53/udp\"; container_ports[2]: expected a port, such as 8080 or \"53/udp\"; "
            + "port_bindings: \"a\" is no port of a container, expected one such as 8080 or 53/udp; port_bindings.a: expected a port of the server, such as 8080 or \"127.0.0.1:8080\"; "
            + "container_binds: /etc may not be bound: name it in plugins.docker.settings.binds to allow it; container_binds: /var/database may not be bound: name it in plugins.docker.settings.binds to allow it; "
            + "container_binds: \"/var/data/..\": a path can't hold . or .. here; container_binds./var/data/a.bind: expected an absolute path",
            await RefusalAsync(worker, "CreateContainer", """
                "server_name": "other", "image_name": "App", "container_name": "-a", "container_command": "run 'a", "container_ports": [80, "70000", true], "port_bindings": { "a": "b" },
                "container_binds": { "/etc": { "bind": "/a" }, "/var/database": { "bind": "/b" }, "/var/data/..": { "bind": "/c" }, "/var/data/a": { "bind": "d" } }
                """));
        Assert.Contains("container_binds", await RefusalAsync(worker, "StartContainer", """ "server_name": "unix:///var/run/docker.sock", "container_name": "app", "container_binds": { "/var/data": null } """), StringComparison.Ordinal);
        Assert.Contains("port_bindings", await RefusalAsync(worker, "StartContainer", """ "server_name": "unix:///var/run/docker.sock", "container_name": "app", "port_bindings": { "80": null } """), StringComparison.Ordinal);
        Assert.Contains("insecure_registry: expected a registry", await RefusalAsync(worker, "PullImage", """ "server_name": "unix:///var/run/docker.sock", "image_name": "app", "insecure_registry": "a b" """), StringComparison.Ordinal);
        Assert.Contains("insecure_registry: the image's name has another registry", await RefusalAsync(worker, "PullImage", """ "server_name": "unix:///var/run/docker.sock", "image_name": "a.b/app", "insecure_registry": "c.d" """), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_settings_every_step_is_refused_with_the_key()
    {
        await using var worker = await PluginUnderTest.LoadAsync("docker");

        Assert.Equal(
            "invalid parameters: server_name: no server may be used: name those that may in plugins.docker.settings.servers",
            await RefusalAsync(worker, "StopContainer", """ "server_name": "127.0.0.1:2376", "container_name": "app" """));
    }

    [Theory]
    [InlineData("PullImage", """ "image_name": "app" """)]
    [InlineData("StartContainer", """ "container_name": "app", "port_bindings": { "80": 8080 } """)]
    public async Task A_retired_version_that_has_spoken_with_a_server_goes_from_memory(string subcommand, string parameters)
    {
        await using var engine = await DockerEngine.StartAsync();
        engine.State.AddImage("app:1.0");
        engine.State.Add("app");
        folder.Install("docker");
        var plugin = new UnloadedPlugin(folder);

        var answer = await plugin.LiveAsync(subcommand, $$"""{ "server_name": "{{engine.Authority}}", {{parameters}} }""", $$"""{ "servers": ["http://{{engine.Authority}}"] }""");

        Assert.Contains("\"server\"", answer, StringComparison.Ordinal);
        Assert.True(await plugin.IsGoneAsync());
    }

    private static Task<string> RefusalAsync(PluginUnderTest worker, string subcommand, string parameters) =>
        Stepping.RefusalAsync(sink => worker.RunAsync(subcommand, parameters, sink));
}
