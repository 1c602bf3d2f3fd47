using ReWorkerHost.Configuration;

namespace ReWorkerHost.Workers;

/// <summary>For how long a plugin that fails by faults of its own is set aside: each time twice as long as before, up to an hour.</summary>
internal sealed class Quarantine(TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private TimeSpan next;
    private long begun;
    private readonly FaultWindow faults = new(time);
    private TimeSpan? lasting;
    private volatile bool isDue;

    /// <summary>The plugin is set aside.</summary>
    public bool IsOn => lasting is not null;

    /// <summary>There were too many faults, and it is not set aside yet.</summary>
    public bool IsDue => isDue && !IsOn;

    /// <summary>What is left of it; <see langword="null"/> where it is not set aside.</summary>
    public TimeSpan? Rest => lasting is { } whole ? Max(whole - time.GetElapsedTime(begun), TimeSpan.Zero) : null;

    /// <summary>Notes a fault; safe for several callers at once.</summary>
    /// <returns>There were too many.</returns>
    public bool Note(PluginLimits limits)
    {
        if (!faults.Record(limits.Faults, limits.Window)) return false;
        return isDue = true;
    }

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
    public void End()
    {
        lasting = null;
        isDue = false;
        faults.Clear();
    }

    /// <summary>Forgets it: the files or the settings have changed.</summary>
    public void Reset()
    {
        End();
        next = TimeSpan.Zero;
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
