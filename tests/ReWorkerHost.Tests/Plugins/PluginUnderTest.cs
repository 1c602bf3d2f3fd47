using System.Text.Json;
using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins;

/// <summary>A shipped plugin, found and loaded as the host does it, from the files that the build made.</summary>
internal sealed class PluginUnderTest : IAsyncDisposable
{
    private readonly PluginsOnDisk disk;
    private readonly ILoadedPlugin plugin;

    private PluginUnderTest(PluginsOnDisk disk, ILoadedPlugin plugin)
    {
        this.disk = disk;
        this.plugin = plugin;
    }

    /// <summary>The plugin's only worker.</summary>
    public ILoadedWorker Worker => Assert.Single(plugin.Workers);

    /// <summary>Loads a plugin.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="settings">An object that becomes its settings, or <see langword="null"/>.</param>
    public static async Task<PluginUnderTest> LoadAsync(string name, object? settings = null)
    {
        var disk = new PluginsOnDisk();
        try
        {
            disk.Copy(name);
            return new PluginUnderTest(disk, await disk.LoadAsync(name, settings));
        }
        catch
        {
            await disk.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a step.</summary>
    /// <param name="subcommand">The subcommand.</param>
    /// <param name="parameters">The step's own parameters, as the inside of a JSON object.</param>
    /// <param name="sink">What hears of it.</param>
    /// <param name="cancellationToken">Cancels the step.</param>
    public Task<StepOutcome> RunAsync(string subcommand, string parameters = "", RecordingSink? sink = null, CancellationToken cancellationToken = default) =>
        RunOnAsync(["a.example.com"], subcommand, parameters, sink, cancellationToken);

    /// <summary>Runs a step that is for some hosts.</summary>
    public Task<StepOutcome> RunOnAsync(
        IReadOnlyList<string> hosts, string subcommand, string parameters = "", RecordingSink? sink = null, CancellationToken cancellationToken = default)
    {
        var own = parameters.Length == 0 ? "" : $", {parameters}";
        var json = $$"""{ "command": "{{plugin.Name}}", "subcommand": {{JsonSerializer.Serialize(subcommand)}}, "hosts": {{JsonSerializer.Serialize(hosts)}}{{own}} }""";
        return plugin.RunAsync($"{plugin.Name}:{subcommand}", json, sink, hosts: hosts, cancellationToken: cancellationToken);
    }

    /// <summary>The outcome's data as text, or <see langword="null"/> for none.</summary>
    public static string? Data(StepOutcome outcome) => outcome.DataText();

    public ValueTask DisposeAsync() => disk.DisposeAsync();
}
