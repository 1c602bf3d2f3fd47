using System.Text;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Plugins.Remote;

namespace ReWorkerHost.Plugins.Service;

/// <summary>Has the system's service manager start, stop, restart or reload a service that is allowed, or tell its state, on the step's hosts.</summary>
[Worker("service", Description = "Starts, stops, restarts and reloads services, and tells their state.")]
public sealed class ServiceWorker(ServiceOptions options, HostSequence sequence) : Worker
{
    private IReadOnlyList<Target> targets = [];

    /// <inheritdoc/>
    public override void Validate(StepContext step, object? parameters)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (parameters is not ServiceParameters named) return;
        ServiceName.Verify(named.Service, options.Services);
        targets = sequence.Targets(step);
    }

    /// <summary>Starts a service.</summary>
    [Subcommand(Description = "Starts a service.")]
    public Task<HostsReport> Start(ServiceParameters parameters, StepContext step, CancellationToken cancellationToken) => RunAsync("start", parameters, step, cancellationToken);

    /// <summary>Stops a service.</summary>
    [Subcommand(Description = "Stops a service.")]
    public Task<HostsReport> Stop(ServiceParameters parameters, StepContext step, CancellationToken cancellationToken) => RunAsync("stop", parameters, step, cancellationToken);

    /// <summary>Restarts a service.</summary>
    [Subcommand(Description = "Restarts a service.")]
    public Task<HostsReport> Restart(ServiceParameters parameters, StepContext step, CancellationToken cancellationToken) => RunAsync("restart", parameters, step, cancellationToken);

    /// <summary>Has a service read its configuration again.</summary>
    [Subcommand(Description = "Has a service read its configuration again.")]
    public Task<HostsReport> Reload(ServiceParameters parameters, StepContext step, CancellationToken cancellationToken) => RunAsync("reload", parameters, step, cancellationToken);

    /// <summary>Tells a service's state; a service that is stopped is an answer like any other.</summary>
    [Subcommand(Description = "Tells a service's state, such as running or stopped.")]
    public Task<HostsReport> Status(ServiceParameters parameters, StepContext step, CancellationToken cancellationToken) => RunAsync("status", parameters, step, cancellationToken);

    private Task<HostsReport> RunAsync(string command, ServiceParameters parameters, StepContext step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (targets.Count == 0) throw new InvalidOperationException($"{nameof(Validate)} must be called first: it decides whether the service may be touched.");
        string[] arguments = [command, options.Manager.ToString().ToLowerInvariant(), parameters.Service];
        return sequence.RunAsync(targets, () => Script.Create("service.sh", arguments), Read, step, cancellationToken);
    }

    private static StateReport Read(ScriptResult result)
    {
        var state = Encoding.UTF8.GetString(result.Output).Trim();
        return new StateReport { State = state.Length > 0 ? state : null };
    }
}
