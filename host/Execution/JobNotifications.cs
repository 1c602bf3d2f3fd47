namespace ReWorkerHost.Execution;

/// <summary>Whom a job wants to be notified: phase, then transport, then targets.</summary>
internal sealed record JobNotifications(IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> Phases)
{
    /// <summary>Nobody.</summary>
    public static JobNotifications None { get; } = new(new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>>());

    /// <summary>Each transport and its targets for a phase.</summary>
    public IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> For(string phase) =>
        Phases.TryGetValue(phase, out var transports) ? transports : [];
}
