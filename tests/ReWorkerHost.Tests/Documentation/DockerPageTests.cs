using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Plugins;
using ReWorkerHost.Tests.Plugins.Docker;

namespace ReWorkerHost.Tests.Documentation;

/// <summary>The page of the worker docker: what it shows is run, and what the worker takes is in it.</summary>
public sealed class DockerPageTests
{
    private static readonly WorkerPage Page = new("docker");

    [Fact]
    public async Task The_playbook_of_the_page_runs_with_the_settings_of_the_page()
    {
        await using var engine = await DockerEngine.StartAsync();
        engine.State.AddImage("registry.example.com/team/app:old");
        engine.State.Add("app", "running");
        var settings = Page.Settings();
        var server = settings["servers"]![1]!.AsObject();
        server["address"] = $"http://{engine.Authority}";
        foreach (var key in new[] { "ca_file", "cert_file", "key_file" }) Assert.True(server.Remove(key)); // files that are not on this machine
        await using var worker = await PluginUnderTest.LoadAsync("docker", settings);

        foreach (var step in Page.Steps(text => text)) (await worker.RunAsync(step.Name.Subcommand, step.Parameters.ToJsonString()[1..^1])).Completed();

        var container = engine.State["app"];
        Assert.Equal("running", container.Status);
        Assert.Equal("registry.example.com/team/app:latest", container.Body["Image"]!.GetValue<string>());
        Assert.Equal("""["/var/data/web:/var/www/html:ro"]""", container.Body["HostConfig"]!["Binds"]!.ToJsonString());
        Assert.Equal("8080", container.Body["HostConfig"]!["PortBindings"]!["1111/tcp"]![0]!["HostPort"]!.GetValue<string>());
        Assert.Contains("releases", engine.RegistryAuth, StringComparison.Ordinal);
        Assert.False(engine.State.HasImage("registry.example.com/team/app:old"));
        Page.NamesEveryParameter(worker);
    }

    [Fact]
    public async Task The_failure_of_the_page_is_the_workers()
    {
        await using var engine = await DockerEngine.StartAsync();
        engine.State.Add("app", "running");
        await using var worker = await PluginUnderTest.LoadAsync("docker", new { servers = new[] { new { name = "127.0.0.1:2376", address = $"http://{engine.Authority}" } } });

        var outcome = await worker.RunAsync("RemoveContainer", """ "server_name": "127.0.0.1:2376", "container_name": "app" """);

        Assert.Equal(Assert.Single(Page.Document.Blocks("")), outcome.Text + "\n");
    }

    [Fact]
    public async Task The_page_names_every_setting()
    {
        await Page.NamesEverySettingAsync();

        var error = await Assert.ThrowsAsync<PluginLoadException>(() => PluginUnderTest.LoadAsync("docker", new { servers = new[] { new { unknown = 1 } } }));
        var known = error.Message.Split(".unknown: unknown, expected ")[1].Split(';')[0].Split([", ", " or "], StringSplitOptions.None);
        Assert.All(known, key => Assert.Contains($"| `{key}` |", Page.Document.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_ready_plugins_json_lets_the_worker_run()
    {
        await using var worker = await PluginUnderTest.LoadAsync("docker", Page.ReadySettings());

        Assert.Equal("docker", worker.Worker.Description.Name);
    }
}
