using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ReWorkerHost.Configuration;
using ReWorkerHost.Journal;
using ReWorkerHost.Management;

namespace ReWorkerHost.Http;

/// <summary>The endpoints that show hosts, plugins, workers and jobs.</summary>
internal sealed class Views(IFleet fleet)
{
    private const int MostJobs = 1000;

    /// <summary>Adds them.</summary>
    public void MapTo(RouteGroupBuilder api)
    {
        api.MapGet("/hosts", (Delegate)HostsAsync).Describe("Hosts", "The hosts", "Every host that can be seen from here, with its plugins, workers, problems and running jobs.").Produces<HostStatus[]>();
        api.MapGet("/hosts/{host}", HostAsync).Describe("Hosts", "One host", "The host of this name or id.").Produces<HostStatus>().ProducesProblem(404);
        api.MapGet("/plugins", PluginsAsync).Describe("Plugins", "The plugins", "The plugins of every host, or of those that `host` names.").Produces<HostPlugin[]>().ProducesProblem(404);
        api.MapGet("/plugins/{name}", PluginAsync).Describe("Plugins", "One plugin", "The plugin of this name, on each host that has it.").Produces<HostPlugin[]>().ProducesProblem(404);
        api.MapGet("/workers", WorkersAsync).Describe("Workers", "The workers", "The workers that serve queues, with what waits for them and what they have done.").Produces<HostWorker[]>().ProducesProblem(404);
        api.MapGet("/workers/{name}", WorkerAsync).Describe("Workers", "One worker", "The worker of this name, on each host that has it.").Produces<HostWorker[]>().ProducesProblem(404);
        api.MapGet("/jobs", JobsAsync).Describe("Jobs", "Jobs that run and have run", "The last `last` jobs (1 to 1000, default 50) that fit, the oldest first. `state` is running, decided, answered, unroutable or returned.").Produces<JobDetails[]>().ProducesProblem(400).ProducesProblem(404);
        api.MapGet("/jobs/{id}", JobAsync).Describe("Jobs", "One job", "The job of this id, with its reply and the last 500 lines of its output where they are kept.").Produces<JobReport>().ProducesProblem(404);
    }

    private async Task<IResult> HostsAsync(HttpContext context)
    {
        context.Hosts();
        return Json(await StatusAsync([], context).ConfigureAwait(false));
    }

    private async Task<IResult> HostAsync(HttpContext context, [FromRoute] string host)
    {
        var found = await StatusAsync([host], context).ConfigureAwait(false);
        return Json(found[0]);
    }

    private async Task<IResult> PluginsAsync(HttpContext context, [FromQuery] string[]? host)
    {
        var hosts = await StatusAsync(context.Hosts(), context).ConfigureAwait(false);
        return Json(Plugins(hosts).ToList());
    }

    private async Task<IResult> PluginAsync(HttpContext context, [FromRoute] string name, [FromQuery] string[]? host)
    {
        var all = Plugins(await StatusAsync(context.Hosts(), context).ConfigureAwait(false)).ToList();
        var found = all.Where(plugin => Same(plugin.Name, name)).ToList();
        return found.Count > 0 ? Json(found) : Answers.Unknown($"there is no plugin {name}: {NearestName.Suggest(name, [.. all.Select(plugin => plugin.Name).Distinct()])}");
    }

    private async Task<IResult> WorkersAsync(HttpContext context, [FromQuery] string[]? host)
    {
        var hosts = await StatusAsync(context.Hosts(), context).ConfigureAwait(false);
        return Json(Workers(hosts).ToList());
    }

    private async Task<IResult> WorkerAsync(HttpContext context, [FromRoute] string name, [FromQuery] string[]? host)
    {
        var all = Workers(await StatusAsync(context.Hosts(), context).ConfigureAwait(false)).ToList();
        var found = all.Where(worker => Same(worker.Name, name)).ToList();
        return found.Count > 0 ? Json(found) : Answers.Unknown($"there is no worker {name}: {NearestName.Suggest(name, [.. all.Select(worker => worker.Name).Distinct()])}");
    }

    private async Task<IResult> JobsAsync(
        HttpContext context, [FromQuery] string? correlationId, [FromQuery] string? worker, [FromQuery] string? state, [FromQuery] string? last, [FromQuery] string[]? host)
    {
        var hosts = context.Hosts(nameof(correlationId), nameof(worker), nameof(state), nameof(last));
        var filter = new JobFilter(context.Text(nameof(correlationId)), context.Text(nameof(worker)), State(context.Text(nameof(state))), context.Number(nameof(last), 50, 1, MostJobs));
        return Json(await fleet.JobsAsync(filter, hosts, context.RequestAborted).ConfigureAwait(false));
    }

    private async Task<IResult> JobAsync(HttpContext context, [FromRoute] string id, [FromQuery] string[]? host)
    {
        var jobs = await fleet.JobsAsync(new JobFilter(null, null, null, 1, id), context.Hosts(), context.RequestAborted).ConfigureAwait(false);
        if (jobs.Count == 0) return Answers.Unknown($"no host remembers a job {id}: see /api/v1/jobs");
        return Json(new JobReport(jobs[0], await fleet.OutputAsync(id, [jobs[0].Host], context.RequestAborted).ConfigureAwait(false)));
    }

    private async Task<IReadOnlyList<HostStatus>> StatusAsync(IReadOnlyList<string> hosts, HttpContext context)
    {
        var found = await fleet.StatusAsync(hosts, context.RequestAborted).ConfigureAwait(false);
        var missing = hosts.Where(name => found.All(host => host.Id != name && !Same(host.Host, name))).ToList();
        if (missing.Count > 0) throw new RequestException(StatusCodes.Status404NotFound, $"there is no host {string.Join(", ", missing)}: see /api/v1/hosts");
        return found;
    }

    private static IEnumerable<HostPlugin> Plugins(IEnumerable<HostStatus> hosts) =>
        from host in hosts
        from plugin in host.Plugins
        select new HostPlugin(host.Host, plugin);

    private static IEnumerable<HostWorker> Workers(IEnumerable<HostStatus> hosts) =>
        from host in hosts
        from plugin in host.Plugins
        from worker in plugin.Workers
        select new HostWorker(host.Host, plugin.Name, worker);

    private static JobState? State(string? text)
    {
        if (text is null) return null;
        var name = Enum.GetNames<JobState>().FirstOrDefault(name => Same(name, text));
        return name is null
            ? throw new RequestException(StatusCodes.Status400BadRequest, $"state: expected one of {string.Join(", ", Enum.GetNames<JobState>().Select(known => known.ToLowerInvariant()))}, got \"{text}\"")
            : Enum.Parse<JobState>(name);
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static IResult Json<T>(T value) => Results.Json(value, ManagementJson.Options);
}
