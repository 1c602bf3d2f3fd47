using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Loading;

public sealed class LoadingTests : IAsyncLifetime
{
    private readonly PluginsOnDisk disk = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => disk.DisposeAsync().AsTask();

    [Fact]
    public async Task One_assembly_may_hold_several_workers()
    {
        disk.Copy("two-workers");

        var plugin = await disk.LoadAsync("two-workers");

        Assert.Equal("two-workers", plugin.Name);
        Assert.Equal(
            [("firstworker", "FirstWorker", "Knows where it runs from and what lies beside it."), ("second", "SecondWorker", "The second of two.")],
            plugin.Workers.Select(worker => (worker.Description.Name, worker.Description.ClassName, worker.Description.Description)));
        Assert.Equal(["Where", "Greet"], plugin.Workers[0].Description.Subcommands.Select(subcommand => subcommand.Name));
        Assert.Equal(["worker.firstworker"], plugin.Workers[0].Description.Bindings);
        Assert.Equal(["worker.second", "worker.deux"], plugin.Workers[1].Description.Bindings);
    }

    [Fact]
    public async Task A_plugin_is_known_by_its_version_and_its_hash()
    {
        disk.Compile("frob", "public class Frob : Worker { [Subcommand] public Task Run() => Task.CompletedTask; }", version: "1.2.3.0");

        var plugin = await disk.LoadAsync("frob");

        Assert.Equal("1.2.3.0", plugin.Version);
        Assert.Equal(disk.Scan().Plugins[0].ContentHash, plugin.ContentHash);
    }

    [Fact]
    public async Task Listeners_say_what_they_listen_to()
    {
        var plugin = await disk.LoadFixtureAsync("listeners", new { file = disk["log"] });

        Assert.Equal((WorkerKind.Output, "output"), (plugin.Worker("output").Description.Kind, Assert.Single(plugin.Worker("output").Description.Bindings)));
        Assert.Equal(WorkerKind.Notifications, plugin.Worker("pigeon").Description.Kind);
        Assert.Equal(["notify.pigeon", "worker.pigeon"], plugin.Worker("pigeon").Description.Bindings);
    }

    [Fact]
    public async Task Two_plugins_each_use_their_own_version_of_one_package()
    {
        disk.Copy("newtonsoft-12");
        disk.Copy("newtonsoft-13");

        var twelve = await disk.LoadAsync("newtonsoft-12");
        var thirteen = await disk.LoadAsync("newtonsoft-13");

        foreach (var (plugin, major) in new[] { (twelve, 12), (thirteen, 13), (twelve, 12) })
        {
            var data = (await plugin.RunAsync("newtonsoft:Serialize")).Completed()!;
            Assert.Contains($"\"major\":{major},", data, StringComparison.Ordinal);
            Assert.Contains($"\"location\":\"{Path.Combine(disk.Shadow, plugin.Name)}/", data, StringComparison.Ordinal);
            Assert.Contains("""{\"Name\":\"a thing\"}""", data, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_plugin_runs_from_a_copy_that_its_assembly_and_its_content_files_are_in()
    {
        disk.Copy("two-workers");
        var plugin = await disk.LoadAsync("two-workers");

        Assert.StartsWith($"\"{Path.Combine(disk.Shadow, "two-workers")}/", (await plugin.RunAsync("firstworker:Where")).Completed(), StringComparison.Ordinal);
        Assert.Equal("\"hello from a content file\"", (await plugin.RunAsync("firstworker:Greet")).Completed());
    }

    [Fact]
    public async Task The_files_in_the_folder_may_be_overwritten_in_place_while_the_plugin_runs()
    {
        disk.Copy("newtonsoft-13");
        var plugin = await disk.LoadAsync("newtonsoft-13");
        foreach (var file in Directory.EnumerateFiles(disk["newtonsoft-13"]))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Write);
            open.SetLength(0);
            await open.WriteAsync(new byte[4096]);
        }

        Assert.Contains("\"major\":13", (await plugin.RunAsync("newtonsoft:Serialize")).Completed(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_copy_goes_with_the_plugin()
    {
        disk.Copy("two-workers");
        var plugin = await disk.LoadAsync("two-workers");
        Assert.NotEmpty(Copies());

        await plugin.DisposeAsync();

        Assert.Empty(Copies());

        IEnumerable<string> Copies() => Directory.EnumerateFiles(disk.Shadow, "*", SearchOption.AllDirectories);
    }

    [Fact]
    public async Task Files_that_change_between_the_look_and_the_copy_are_refused()
    {
        disk.Copy("two-workers");
        var descriptor = Assert.Single(disk.Scan().Plugins);
        await File.WriteAllTextAsync(disk["two-workers", "greeting.txt"], "changed meanwhile");

        var exception = await Assert.ThrowsAsync<PluginLoadException>(() => TestLoading.In(disk.Shadow).LoadAsync(descriptor));

        Assert.Equal("its files changed while they were read: it is taken up when they are at rest", exception.Message);
        Assert.Empty(Directory.EnumerateFiles(disk.Shadow, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_copy_of_the_contract_beside_the_plugin_does_no_harm()
    {
        disk.CompileFixture("raw");
        var contract = typeof(ReWorkerHost.Abstractions.Worker).Assembly.Location;
        File.Copy(contract, disk["raw", Path.GetFileName(contract)]);

        Assert.Equal("raw", Assert.Single((await disk.LoadAsync("raw")).Workers).Description.Name);
    }

    [Fact]
    public async Task Settings_reach_the_start_up_and_the_workers()
    {
        var plugin = await disk.LoadFixtureAsync("configured", new { greeting = "hi", nested = new { list = new[] { "a", "b" } } });

        Assert.Equal("""{"greeting":"hi","second":"b","direct":"hi"}""", (await plugin.RunAsync("configured:Greet")).Completed());
    }

    [Fact]
    public async Task The_same_files_may_be_loaded_twice_side_by_side()
    {
        disk.CompileFixture("configured");
        var first = await disk.LoadAsync("configured", new { greeting = "one" });
        var second = await disk.LoadAsync("configured", new { greeting = "two" });

        Assert.Contains("\"one\"", (await first.RunAsync("configured:Greet")).Completed(), StringComparison.Ordinal);
        Assert.Contains("\"two\"", (await second.RunAsync("configured:Greet")).Completed(), StringComparison.Ordinal);
    }
}
