using System.Text.Json;
using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.Servicenow;

/// <summary>An instance and the worker that asks it.</summary>
internal sealed class ServicenowBench : IAsyncDisposable
{
    private readonly PluginsOnDisk disk = new();
    private ILoadedPlugin plugin = null!;

    private ServicenowBench(ServicenowInstance instance) => Instance = instance;

    public ServicenowInstance Instance { get; }

    /// <summary>Starts both.</summary>
    /// <param name="settings">Settings that are added to, or replace, those that name the instance.</param>
    public static async Task<ServicenowBench> StartAsync(params (string Key, object? Value)[] settings)
    {
        var bench = new ServicenowBench(await ServicenowInstance.StartAsync());
        var all = new Dictionary<string, object?>
        {
            ["api_root_url"] = bench.Instance.Root,
            ["servicenow_user"] = ServicenowInstance.User,
            ["servicenow_password"] = ServicenowInstance.Password,
        };
        foreach (var (key, value) in settings) all[key] = value is string text ? text.Replace("ROOT", bench.Instance.Root, StringComparison.Ordinal) : value;
        bench.disk.Copy("servicenow");
        bench.plugin = await bench.disk.LoadAsync("servicenow", all);
        return bench;
    }

    /// <summary>Runs a step.</summary>
    public Task<StepOutcome> RunAsync(string subcommand, object? dynamic = null, RecordingSink? sink = null, CancellationToken cancellationToken = default) =>
        plugin.RunAsync($"servicenow:{subcommand}", sink: sink, dynamic: JsonSerializer.Serialize(dynamic ?? new { }), cancellationToken: cancellationToken);

    /// <summary>A step that begins and fails, and why.</summary>
    public async Task<string> FailureAsync(string subcommand = "DoesChangeRecordExist", object? dynamic = null)
    {
        var sink = new RecordingSink();
        var outcome = await RunAsync(subcommand, dynamic ?? new { change_record = "CHG0030001" }, sink);
        Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
        Assert.True(sink.Started);
        return outcome.Text!;
    }

    public async ValueTask DisposeAsync()
    {
        await disk.DisposeAsync();
        await Instance.DisposeAsync();
    }
}
