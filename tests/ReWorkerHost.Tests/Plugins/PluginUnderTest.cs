using System.Text;
using System.Text.Json;
using ReWorkerHost.Discovery;
using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins;

/// <summary>A shipped plugin, found and loaded as the host does it, from the files that the build made.</summary>
internal sealed class PluginUnderTest : IAsyncDisposable
{
    private readonly string folder;
    private readonly ILoadedPlugin plugin;

    private PluginUnderTest(string folder, ILoadedPlugin plugin)
    {
        this.folder = folder;
        this.plugin = plugin;
    }

    /// <summary>The plugin's only worker.</summary>
    public ILoadedWorker Worker => Assert.Single(plugin.Workers);

    /// <summary>Loads a plugin.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="settings">An object that becomes its settings, or <see langword="null"/>.</param>
    public static async Task<PluginUnderTest> LoadAsync(string name, object? settings = null)
    {
        var folder = Directory.CreateTempSubdirectory("plugin-under-test-").FullName;
        try
        {
            var home = Directory.CreateDirectory(Path.Combine(folder, "plugins", name)).FullName;
            foreach (var file in Directory.EnumerateFiles(Repository.Output(name))) File.Copy(file, Path.Combine(home, Path.GetFileName(file)));
            var scan = new PluginsFolder(Path.Combine(folder, "plugins")).Scan();
            Assert.Empty(scan.Problems);
            var loading = TestLoading.In(Path.Combine(folder, "shadow"));
            var text = settings is null ? null : JsonSerializer.Serialize(settings);
            return new PluginUnderTest(folder, await loading.LoadAsync(Assert.Single(scan.Plugins), text));
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Runs a step.</summary>
    /// <param name="subcommand">The subcommand.</param>
    /// <param name="parameters">The step's own parameters, as the inside of a JSON object.</param>
    /// <param name="sink">What hears of it.</param>
    /// <param name="cancellationToken">Cancels the step.</param>
    public Task<StepOutcome> RunAsync(string subcommand, string parameters = "", RecordingSink? sink = null, CancellationToken cancellationToken = default)
    {
        var own = parameters.Length == 0 ? "" : $", {parameters}";
        var json = $$"""{ "command": "{{plugin.Name}}", "subcommand": {{JsonSerializer.Serialize(subcommand)}}, "hosts": ["a.example.com"]{{own}} }""";
        var request = new StepRequest(
            "job-1", "release-1", "inception", plugin.Name, subcommand, ["a.example.com"], JsonElement.Parse(json), new Dictionary<string, JsonElement>(), []);
        return Worker.ExecuteAsync(request, sink ?? new RecordingSink(), cancellationToken);
    }

    /// <summary>The outcome's data as text, or <see langword="null"/> for none.</summary>
    public static string? Data(StepOutcome outcome) => outcome.Data is null ? null : Encoding.UTF8.GetString(outcome.Data);

    public async ValueTask DisposeAsync()
    {
        await plugin.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
