namespace ReWorkerHost.Configuration;

/// <summary>What an operator has ordered of a plugin, over what <c>plugins.json</c> says. It holds until it is taken back, also over a restart of the host.</summary>
/// <param name="IsPaused">It takes no steps until it is resumed.</param>
/// <param name="IsEnabled">It is switched on or off; <see langword="null"/> where <c>plugins.json</c> decides.</param>
/// <param name="RolledBackFrom">The hash of the version in the folder that another serves in place of; the order is over when the folder holds another version.</param>
/// <param name="RolledBackTo">The hash of that other version.</param>
internal sealed record PluginOrder(bool IsPaused = false, bool? IsEnabled = null, string? RolledBackFrom = null, string? RolledBackTo = null)
{
    /// <summary>The name under which stands what is ordered of every plugin of the host.</summary>
    public const string All = "*";

    /// <summary>How many steps of a worker may run at a time, by the worker's name, where it was ordered.</summary>
    public IReadOnlyDictionary<string, int> Concurrency { get; init; } = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Nothing is ordered.</summary>
    public bool IsEmpty => !IsPaused && IsEnabled is null && RolledBackFrom is null && Concurrency.Count == 0;
}
