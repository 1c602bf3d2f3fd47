using System.Text.Json;
using ReWorkerHost.Loading;

namespace ReWorkerHost.Tests.Plugins.Docker;

/// <summary>What a server refuses, and servers that do not answer.</summary>
public sealed class DockerFailureTests : IAsyncLifetime
{
    private DockerEngine engine = null!;

    public async Task InitializeAsync()
    {
        engine = await DockerEngine.StartAsync();
        engine.State.AddImage("app:1.0");
        engine.State.Add("running", "running");
    }

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Fact]
    public async Task What_a_server_refuses_fails_in_its_words_and_says_what_to_do()
    {
        await using var worker = await LoadAsync();
        var create = new { image_name = "nosuch", container_name = "new", container_command = "run" };

        await FailsAsync(worker, "StopContainer", new { container_name = "nosuch" }, "nosuch can't be stopped on SERVER: No such container: nosuch (404): create it with CreateContainer, or correct its name");
        await FailsAsync(worker, "StartContainer", new { container_name = "nosuch" }, "nosuch can't be started on SERVER: No such container: nosuch (404): create it with CreateContainer, or correct its name");
        await FailsAsync(worker, "RemoveContainer", new { container_name = "nosuch" }, "nosuch can't be removed on SERVER: No such container: nosuch (404): correct its name, or take the step out");
        await FailsAsync(worker, "RemoveContainer", new { container_name = "running" }, "container is running: stop the container before removing or force remove (409): stop it first with StopContainer");
        await FailsAsync(worker, "CreateContainer", create, "new can't be created on SERVER: No such image: nosuch:latest (404): pull the image first with PullImage");
        await FailsAsync(worker, "CreateContainer", create with { image_name = "app:1.0", container_name = "running" }, "to be able to reuse that name (409): remove that container first with RemoveContainer");
        await FailsAsync(worker, "RemoveImage", new { image_name = "app:1.0" }, "(409): remove the containers that use it first");
        await FailsAsync(worker, "RemoveImage", new { image_name = "nosuch" }, "(404): correct its name, or take the step out");
    }

    [Fact]
    public async Task A_pull_that_fails_on_the_way_fails_the_step()
    {
        await using var worker = await LoadAsync();

        await FailsAsync(worker, "PullImage", new { image_name = "broken" }, "broken:latest can't be pulled on SERVER: unexpected EOF");
        await FailsAsync(worker, "PullImage", new { image_name = "cut" }, "cut:latest can't be pulled on SERVER: it can't be spoken with at http://SERVER: ");
        await FailsAsync(worker, "PullImage", new { image_name = "page" }, "page:latest can't be pulled on SERVER: it answered 502");
        await FailsAsync(worker, "PullImage", new { image_name = "denied" }, "denied: requested access to the resource is denied (404): correct the image's name, or give the right user and password in plugins.docker.settings.registries");
        await FailsAsync(worker, "PullImage", new { image_name = "plain", insecure_registry = "http://registry.example.com" }, "server gave HTTP response to HTTPS client (500): add the registry to insecure-registries in the server's daemon.json");
    }

    [Fact]
    public async Task A_pull_that_takes_too_long_is_given_up()
    {
        await using var worker = await LoadAsync(pullTimeout: 0.3);

        await FailsAsync(worker, "PullImage", new { image_name = "endless" }, "endless:latest can't be pulled on SERVER: there was no whole answer within 0.3 s (plugins.docker.settings.pull_timeout)");
    }

    [Fact]
    public async Task A_cancel_ends_a_pull()
    {
        await using var worker = await LoadAsync();
        using var cancel = new CancellationTokenSource();
        var sink = new RecordingSink();
        var run = worker.RunAsync("PullImage", $"\"server_name\": \"{engine.Authority}\", \"image_name\": \"endless\"", sink, cancel.Token);
        await sink.WaitForAsync("a3ed95caeb02");

        await cancel.CancelAsync();

        Assert.Equal(StepOutcomeKind.Cancelled, (await run.WaitAsync(TimeSpan.FromSeconds(20))).Kind);
    }

    [Fact]
    public async Task A_server_that_is_not_there_fails_the_step()
    {
        await using var worker = await PluginUnderTest.LoadAsync("docker", new { servers = new[] { "unix:///nosuch/docker.sock" } });

        var outcome = await worker.RunAsync("StopContainer", "\"server_name\": \"unix:///nosuch/docker.sock\", \"container_name\": \"app\"");

        Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
        Assert.StartsWith("app can't be stopped on unix:///nosuch/docker.sock: it can't be spoken with at unix:///nosuch/docker.sock: ", outcome.Text, StringComparison.Ordinal);
    }

    private Task<PluginUnderTest> LoadAsync(double pullTimeout = 30) => PluginUnderTest.LoadAsync("docker", new { servers = new[] { $"http://{engine.Authority}" }, pull_timeout = pullTimeout });

    private async Task FailsAsync(PluginUnderTest worker, string subcommand, object parameters, string text)
    {
        var own = JsonSerializer.SerializeToNode(parameters)!.AsObject();
        own["server_name"] = engine.Authority;
        var outcome = await worker.RunAsync(subcommand, own.ToJsonString()[1..^1]);
        Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
        Assert.Contains(text.Replace("SERVER", engine.Authority, StringComparison.Ordinal), outcome.Text, StringComparison.Ordinal);
    }
}
