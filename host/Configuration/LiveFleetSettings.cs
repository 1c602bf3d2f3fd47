namespace ReWorkerHost.Configuration;

/// <summary>The fleet's settings as they hold; secret and window may change while the host runs.</summary>
internal sealed class LiveFleetSettings(FleetSettings settings)
{
    private volatile FleetSettings current = settings;

    /// <summary>What holds.</summary>
    public FleetSettings Current
    {
        get => current;
        set => current = value;
    }
}
