using System.Text.Json;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.HttpRequest;

/// <summary>Has the worker httprequest ask.</summary>
internal static class Asking
{
    private static readonly string[] Loopback = ["127.0.0.1", "localhost"];

    /// <summary>Loads it.</summary>
    /// <param name="allow">The hosts that may be asked; by default those of this machine.</param>
    /// <param name="settings">Its other settings.</param>
    public static Task<PluginUnderTest> LoadAsync(IReadOnlyList<string>? allow = null, params (string Key, object Value)[] settings) =>
        PluginUnderTest.LoadAsync("httprequest", settings.Append(("allow", allow ?? Loopback)).ToDictionary(setting => setting.Item1, setting => setting.Item2));

    /// <summary>Runs a step.</summary>
    public static Task<StepOutcome> AskAsync(
        this PluginUnderTest worker, string subcommand, string url, object? parameters = null, RecordingSink? sink = null, CancellationToken cancellationToken = default)
    {
        var own = JsonSerializer.SerializeToNode(parameters ?? new { })!.AsObject();
        own["url"] = url;
        return worker.RunAsync(subcommand, own.ToJsonString()[1..^1], sink, cancellationToken);
    }

    /// <summary>A step that is refused before it begins, and why.</summary>
    public static Task<string> RefusalAsync(this PluginUnderTest worker, string subcommand, string url, object? parameters = null) =>
        Stepping.RefusalAsync(sink => worker.AskAsync(subcommand, url, parameters, sink));

    /// <summary>A step that begins and fails, and why.</summary>
    public static async Task<string> FailureAsync(this PluginUnderTest worker, string subcommand, string url, object? parameters = null)
    {
        var outcome = await worker.AskAsync(subcommand, url, parameters);
        Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
        return PluginUnderTest.Data(outcome) ?? outcome.Text!;
    }
}
