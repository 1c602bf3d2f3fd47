using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ReWorkerHost.Fleet;
using ReWorkerHost.Management;

namespace ReWorkerHost.Cli;

/// <summary><c>status</c>: the hosts at the broker with their plugins and workers.</summary>
internal static class StatusCommand
{
    private static readonly string[] Head = ["HOST", "WORKER", "STATE", "VERSION", "BUSY", "QUEUED", "COMPLETED", "FAILED", "P95"];

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var worker = new Option<string?>("--worker") { Description = "Only this worker or plugin.", HelpName = "name" };
        var command = new Command("status", "Shows the hosts at the broker: their health, plugins, workers and running jobs.") { worker };
        var fleet = new FleetOptions(command);
        command.SetAction((parsed, cancellationToken) => fleet.RunAsync(parsed, async (hosts, token) =>
        {
            var replies = await hosts.StatusAsync(token).ConfigureAwait(false);
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var shown = replies.Where(reply => reply.Status is not null).Select(reply => Only(reply.Status!, parsed.GetValue(worker))).ToList();
            foreach (var line in fleet.IsJson(parsed) ? shown.Select(host => JsonSerializer.Serialize(host, ManagementJson.Options)) : Text(shown)) await output.WriteLineAsync(line).ConfigureAwait(false);
            foreach (var reply in replies.Where(reply => reply.Status is null)) await error.WriteLineAsync($"{reply.Host}: {reply.Error ?? "it gave no status"}").ConfigureAwait(false);
            return shown.Count == replies.Count ? 0 : 1;
        }, cancellationToken));
        return command;
    }

    private static HostStatus Only(HostStatus host, string? name) => name is null ? host : host with
    {
        Plugins = [.. host.Plugins.Where(plugin => Same(plugin.Name, name) || plugin.Workers.Any(worker => Same(worker.Name, name)))],
        Running = [.. host.Running.Where(job => Same(job.Plugin, name) || Same(job.Worker, name))],
    };

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Text(IReadOnlyList<HostStatus> hosts)
    {
        foreach (var host in hosts)
        {
            yield return $"{host.Host} ({host.Id[..8]}) {host.Version}: {(host.IsPaused ? "paused, " : "")}{host.Health}, at {host.Broker} since {Time(host.StartedAt)}, {host.MemoryBytes / 1048576} MB";
            foreach (var problem in host.Problems.Concat(host.ConfigurationProblems)) yield return $"  problem: {problem}";
            foreach (var version in host.Retired.Where(version => version.IsLeaked)) yield return $"  leaked: {version.Plugin} {version.Version} does not go from memory";
            foreach (var plugin in host.Plugins.Where(plugin => plugin.Reason is not null)) yield return $"  {plugin.Name}: {plugin.Reason}";
            foreach (var plugin in host.Plugins.Where(plugin => plugin.Orders.Count > 0)) yield return $"  {plugin.Name}, as ordered: {string.Join(", ", plugin.Orders)}";
        }

        yield return "";
        foreach (var line in TextTable.Lines(Head, hosts.SelectMany(host => host.Plugins.SelectMany(plugin => Rows(host, plugin))))) yield return line;
        var running = hosts.SelectMany(host => host.Running).ToList();
        if (running.Count == 0) yield break;
        yield return "";
        foreach (var line in JobTable.Lines(running)) yield return line;
    }

    private static IEnumerable<string[]> Rows(HostStatus host, PluginDetails plugin)
    {
        var state = JsonNamingPolicy.CamelCase.ConvertName(plugin.State.ToString());
        if (plugin.Workers.Count == 0) return [[host.Host, plugin.Name, state, plugin.Version ?? "-", "-", "-", "-", "-", "-"]];
        return plugin.Workers.Select(worker => new[]
        {
            host.Host, worker.Name, state, plugin.Version ?? "-", $"{worker.Busy}/{worker.Concurrency}", worker.Queued?.ToString(CultureInfo.InvariantCulture) ?? "-",
            worker.Completed.ToString(CultureInfo.InvariantCulture), (worker.Failed + worker.Refused + worker.TimedOut + worker.Cancelled + worker.Interrupted).ToString(CultureInfo.InvariantCulture),
            worker.P95Seconds is { } seconds ? seconds.ToString("0.000 s", CultureInfo.InvariantCulture) : "-",
        });
    }

    private static string Time(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
