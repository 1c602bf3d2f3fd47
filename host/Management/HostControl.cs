using System.Globalization;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Configuration;
using ReWorkerHost.Workers;

namespace ReWorkerHost.Management;

/// <summary>Carries out what operators order, by whatever way it came, and writes each order with what became of it to the audit log.</summary>
internal sealed class HostControl
{
    /// <summary>The category of the audit log's lines.</summary>
    public const string AuditCategory = "ReWorkerHost.Audit";

    private readonly PluginSupervisor supervisor;
    private readonly PluginControl plugins;
    private readonly HostIdentity identity;
    private readonly ILogger audit;

    /// <summary>Prepares.</summary>
    public HostControl(PluginSupervisor supervisor, PluginControl plugins, HostIdentity identity, ILoggerFactory loggers)
    {
        this.supervisor = supervisor;
        this.plugins = plugins;
        this.identity = identity;
        audit = loggers.CreateLogger(AuditCategory);
    }

    /// <summary>Carries out an order.</summary>
    /// <returns>What became of it; it does not throw for what can't be done.</returns>
    public async Task<ControlAnswer> OrderAsync(ControlRequest request, Caller caller, CancellationToken cancellationToken)
    {
        ControlOutcome result;
        string message;
        try
        {
            message = await CarryOutAsync(request, caller, cancellationToken).ConfigureAwait(false);
            result = ControlOutcome.Done;
        }
        catch (ControlException exception)
        {
            (result, message) = (exception.IsUnknown ? ControlOutcome.Unknown : ControlOutcome.Failed, exception.Message);
        }
        catch (ArgumentException exception)
        {
            (result, message) = (ControlOutcome.Invalid, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            (result, message) = (ControlOutcome.Failed, $"the order could not be written down: {exception.Message}");
        }
        catch (OperationCanceledException)
        {
            Answer(request, caller, ControlOutcome.Failed, "the caller did not wait for the end: what was ordered may hold, and what it was to wait for was not seen");
            throw;
        }

        return Answer(request, caller, result, message);
    }

    /// <summary>Refuses an order that its caller may not give.</summary>
    public ControlAnswer Deny(ControlRequest request, Caller caller, string why) => Answer(request, caller, ControlOutcome.Denied, why);

    private ControlAnswer Answer(ControlRequest request, Caller caller, ControlOutcome result, string message)
    {
        var detail = request.Concurrency is { } number ? $" to {number.ToString(CultureInfo.InvariantCulture)}" : "";
        Log.Ordered(audit, caller.Name, caller.Origin, request.Verb, request.Target ?? "everything", detail, result, message);
        return new ControlAnswer(identity.Name, result, message);
    }

    private Task<string> CarryOutAsync(ControlRequest request, Caller caller, CancellationToken cancellationToken) => request.Verb switch
    {
        ControlVerb.Pause => PauseAsync(Plugin(request), cancellationToken),
        ControlVerb.Resume => ResumeAsync(Plugin(request), cancellationToken),
        ControlVerb.Drain => DrainAsync(Plugin(request), request.Wait, cancellationToken),
        ControlVerb.Reload => ReloadAsync(request, cancellationToken),
        ControlVerb.RollBack => RollBackAsync(One(request), cancellationToken),
        ControlVerb.Enable => EnableAsync(One(request), isEnabled: true, cancellationToken),
        ControlVerb.Disable => EnableAsync(One(request), isEnabled: false, cancellationToken),
        ControlVerb.SetConcurrency => SetConcurrencyAsync(request, cancellationToken),
        ControlVerb.Cancel => Task.FromResult(Cancel(request, caller)),
        _ => throw new ArgumentException($"verb: {request.Verb} is none"),
    };

    private async Task<string> PauseAsync(string plugin, CancellationToken cancellationToken)
    {
        await plugins.PauseAsync(plugin, cancellationToken).ConfigureAwait(false);
        return $"{Words(plugin)} takes no new steps; those that run go on";
    }

    private async Task<string> ResumeAsync(string plugin, CancellationToken cancellationToken)
    {
        await plugins.ResumeAsync(plugin, cancellationToken).ConfigureAwait(false);
        return $"{Words(plugin)} takes steps again";
    }

    private async Task<string> DrainAsync(string plugin, TimeSpan wait, CancellationToken cancellationToken)
    {
        var busy = await plugins.DrainAsync(plugin, wait, cancellationToken).ConfigureAwait(false);
        if (busy > 0) throw new ControlException($"{Words(plugin)} takes no new steps, but {busy} still {(busy == 1 ? "runs" : "run")} after {wait.TotalSeconds} s: wait longer, or cancel them");
        return $"{Words(plugin)} is idle and takes no new steps";
    }

    private async Task<string> ReloadAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        var names = request.Target is null ? supervisor.Plugins.Where(plugin => plugin.State != PluginState.Disabled).Select(plugin => plugin.Name).ToList() : [plugins.Resolve(request.Target)];
        foreach (var name in names) await plugins.ReloadAsync(name, cancellationToken).ConfigureAwait(false);
        return names.Count == 1 ? $"{names[0]} {Version(names[0])} is loaded anew" : $"{names.Count} plugins are loaded anew: {string.Join(", ", names)}";
    }

    private async Task<string> RollBackAsync(string plugin, CancellationToken cancellationToken)
    {
        await plugins.RollBackAsync(plugin, cancellationToken).ConfigureAwait(false);
        return $"{plugin} {Version(plugin)} serves, until the folder holds another version";
    }

    private async Task<string> EnableAsync(string plugin, bool isEnabled, CancellationToken cancellationToken)
    {
        await plugins.EnableAsync(plugin, isEnabled, cancellationToken).ConfigureAwait(false);
        var state = supervisor.Plugins.FirstOrDefault(status => status.Name == plugin);
        if (isEnabled && state?.State == PluginState.Refused) throw new ControlException($"{plugin} is switched on, and can't be served: {state.Reason}");
        return $"{plugin} is switched {(isEnabled ? "on" : "off")}";
    }

    private async Task<string> SetConcurrencyAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        var worker = Named(request, "the worker");
        await plugins.SetConcurrencyAsync(worker, request.Concurrency, cancellationToken).ConfigureAwait(false);
        return request.Concurrency is { } number ? $"{worker} runs {number} at a time" : $"{worker} runs as many at a time as plugins.json says";
    }

    private string Cancel(ControlRequest request, Caller caller)
    {
        var job = Named(request, "the job's id");
        plugins.Cancel(job, caller.Name);
        return $"job {job} is cancelled; it is answered when its worker has ended it, or its grace period is over";
    }

    private string? Version(string plugin) => supervisor.Plugins.FirstOrDefault(status => status.Name == plugin)?.Version;

    private string Plugin(ControlRequest request) => request.Target is null ? PluginOrder.All : plugins.Resolve(request.Target);

    private string One(ControlRequest request) => plugins.Resolve(Named(request, "the plugin"));

    private static string Named(ControlRequest request, string what) =>
        string.IsNullOrWhiteSpace(request.Target) ? throw new ArgumentException($"target: it is missing, expected {what}") : request.Target;

    private static string Words(string plugin) => plugin == PluginOrder.All ? "every plugin" : plugin;
}
