using System.Text.Json;
using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.Remote;

/// <summary>Has workers work on hosts: this machine itself, or the same machine by way of the tests' SSH server.</summary>
internal static class HostSteps
{
    /// <summary>The host that a test is for.</summary>
    /// <param name="overSsh">Whether it is reached by SSH.</param>
    public static string Host(bool overSsh) => overSsh ? SshServer.Host : "localhost";

    /// <summary>Loads a worker that knows the server by its name.</summary>
    public static Task<PluginUnderTest> LoadAsync(string plugin, SshServer server, params (string Key, object Value)[] settings) =>
        PluginUnderTest.LoadAsync(plugin, settings.Append(("ssh", new { config_file = server.ConfigFile })).ToDictionary(setting => setting.Item1, setting => setting.Item2));

    /// <summary>Runs a step.</summary>
    public static Task<StepOutcome> RunAsync(
        this PluginUnderTest worker, string subcommand, object parameters, IReadOnlyList<string> hosts, RecordingSink? sink = null, CancellationToken cancellationToken = default) =>
        worker.RunOnAsync(hosts, subcommand, JsonSerializer.Serialize(parameters)[1..^1], sink, cancellationToken);

    /// <summary>What is reported of the host of a step that completed, as JSON text.</summary>
    public static async Task<string> DoneAsync(this PluginUnderTest worker, string subcommand, object parameters, string host)
    {
        var data = JsonElement.Parse((await worker.RunAsync(subcommand, parameters, [host])).Completed()!);
        var report = Assert.Single(data.GetProperty("hosts").EnumerateObject());
        Assert.Equal(host, report.Name);
        Assert.Equal("done", report.Value.GetProperty("outcome").GetString());
        return report.Value.GetRawText();
    }

    /// <summary>Why a step that began failed.</summary>
    public static async Task<string> FailureAsync(this PluginUnderTest worker, string subcommand, object parameters, string host)
    {
        var outcome = await worker.RunAsync(subcommand, parameters, [host]);
        Assert.True(outcome.Kind == StepOutcomeKind.Failed, $"{outcome.Kind}: {outcome.DataText() ?? outcome.Text} {outcome.Detail}");
        var data = JsonElement.Parse(outcome.DataText()!);
        Assert.Equal("failed", data.GetProperty("hosts").GetProperty(host).GetProperty("outcome").GetString());
        return data.GetProperty("error").GetString()!;
    }

    /// <summary>Why a step was refused before it began.</summary>
    public static Task<string> RefusalAsync(this PluginUnderTest worker, string subcommand, object parameters, string host = "localhost") =>
        Stepping.RefusalAsync(sink => worker.RunAsync(subcommand, parameters, [host], sink));
}
