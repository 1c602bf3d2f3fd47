using ReWorkerHost.Configuration;

namespace ReWorkerHost.Workers;

/// <summary>For how long a plugin that fails by faults of its own is set aside: each time twice as long as before, up to an hour.</summary>
internal sealed class Quarantine(TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private TimeSpan next;
    private long begun;
    private TimeSpan? lasting;

    /// <summary>The plugin is set aside.</summary>
    public bool IsOn => lasting is not null;

    /// <summary>What is left of it; <see langword="null"/> where it is not set aside.</summary>
    public TimeSpan? Rest => lasting is { } whole ? Max(whole - time.GetElapsedTime(begun), TimeSpan.Zero) : null;

    /// <summary>Sets the plugin aside.</summary>
    /// <returns>For how long.</returns>
    public TimeSpan Begin(PluginLimits limits)
    {
        // One that has done well for long since the last time begins with the shortest again.
        if (next == TimeSpan.Zero || time.GetElapsedTime(begun) > next + Max(limits.Window * 2, Longest / 60)) next = limits.BackOff;
        begun = time.GetTimestamp();
        lasting = next;
        next = next * 2 > Longest ? Longest : next * 2;
        return lasting.Value;
    }

    /// <summary>Takes it back, to be set aside again for longer where the faults go on.</summary>
    public void End() => lasting = null;

    /// <summary>Forgets it: the files or the settings have changed.</summary>
    public void Reset() => (lasting, next) = (null, TimeSpan.Zero);

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
