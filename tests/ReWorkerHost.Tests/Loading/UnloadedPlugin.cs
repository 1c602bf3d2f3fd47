using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ReWorkerHost.Discovery;
using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Plugins;

namespace ReWorkerHost.Tests.Loading;

/// <summary>The life of one plugin from its file to its retirement. Nothing of the plugin is left in a local of the test's.</summary>
internal sealed class UnloadedPlugin
{
    private readonly PluginLoading loading;

    public UnloadedPlugin(TemporaryFolder folder, TimeProvider? time = null, ILoggerFactory? loggers = null, ILogger<LoadContexts>? logger = null)
    {
        Plugins = folder["plugins"];
        Shadow = folder["shadow"];
        Contexts = new LoadContexts(time ?? TimeProvider.System, logger ?? NullLogger<LoadContexts>.Instance);
        loading = new PluginLoading(new ShadowCopy(Shadow, NullLogger.Instance), Contexts, TimeProvider.System, loggers ?? NullLoggerFactory.Instance);
    }

    public LoadContexts Contexts { get; }

    public string Plugins { get; }

    public string Shadow { get; }

    /// <summary>Loads the only plugin in the folder, runs a step of its only worker if one is named, and disposes the plugin.</summary>
    /// <returns>The step's data, or what went wrong.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public async Task<string> LiveAsync(string? subcommand, string parameters = "{}", string? settings = null)
    {
        var scan = new PluginsFolder(Plugins).Scan();
        Assert.Empty(scan.Problems);
        var plugin = await loading.LoadAsync(Assert.Single(scan.Plugins), settings);
        try
        {
            return subcommand is null ? "" : await StepAsync(Assert.Single(plugin.Workers), subcommand, parameters);
        }
        finally
        {
            await plugin.DisposeAsync();
        }
    }

    /// <summary>Collects until nothing of the plugin is in memory, or for as long as the host gives a plugin to go.</summary>
    /// <param name="attempts">How often it collects, with no deadline, where something is expected to stay.</param>
    /// <returns>All is gone.</returns>
    public async Task<bool> IsGoneAsync(int? attempts = null)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        for (var attempt = 0; Contexts.Alive.Count > 0 && (attempts is { } most ? attempt < most : !deadline.IsCancellationRequested); attempt++)
        {
            await Task.Yield();
            Contexts.Collect();
        }

        return Contexts.Alive.Count == 0;
    }

    private static async Task<string> StepAsync(ILoadedWorker worker, string subcommand, string parameters)
    {
        var request = new StepRequest(
            "job-1", "release-1", "test", "unload", subcommand, [], JsonElement.Parse(parameters), new Dictionary<string, JsonElement>(), []);
        var outcome = await Task.Run(() => worker.ExecuteAsync(request, new RecordingSink(), CancellationToken.None));
        return outcome.Data is { } data ? Encoding.UTF8.GetString(data) : outcome.Detail ?? outcome.Text ?? "";
    }
}
