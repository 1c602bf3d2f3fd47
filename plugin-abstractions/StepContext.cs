using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Abstractions;

/// <summary>One step of a release, as a worker sees it.</summary>
public abstract class StepContext
{
    /// <summary>The host's own id of this job. Unique, unlike <see cref="CorrelationId"/>; it is the <c>message_id</c> of the replies.</summary>
    public abstract string JobId { get; }

    /// <summary>The release's id, shared by all its steps; <see langword="null"/> where the job carried none. Untrusted input.</summary>
    public abstract string? CorrelationId { get; }

    /// <summary>The playbook's group; empty where the job carried none.</summary>
    public abstract string Group { get; }

    /// <summary>The worker's name as the job has it (<c>parameters.command</c>); empty where the job carried none.</summary>
    public abstract string Command { get; }

    /// <summary>The subcommand as the job has it.</summary>
    public abstract string Subcommand { get; }

    /// <summary>The hosts the step is for; empty where the job carried none.</summary>
    public abstract IReadOnlyList<string> Hosts { get; }

    /// <summary>The job's <c>parameters</c> object as it came, <c>command</c>, <c>subcommand</c> and <c>hosts</c> included.</summary>
    public abstract JsonElement Parameters { get; }

    /// <summary>The release's dynamic values by name; names match ignoring case.</summary>
    public abstract IReadOnlyDictionary<string, JsonElement> Dynamic { get; }

    /// <summary>Output for the users of the release, sent over the bus.</summary>
    public abstract StepOutput Output { get; }

    /// <summary>Notifications of the worker's own, sent over the bus.</summary>
    public abstract StepNotifier Notify { get; }

    /// <summary>The host's log; every line carries the plugin, the worker, the correlation id and the job id.</summary>
    public abstract ILogger Logger { get; }

    /// <summary>Cancelled when the step times out, is cancelled, or the host's drain limit has passed.</summary>
    public abstract CancellationToken CancellationToken { get; }
}
