namespace ReWorkerHost.Configuration;

/// <summary>What one object of <c>plugins.json</c> says of a plugin as a whole; what it leaves out is <see langword="null"/>.</summary>
internal sealed record PluginOverrides(double? StartTimeout = null, int? Faults = null, double? Window = null, double? BackOff = null)
{
    /// <summary>What this says, and what <paramref name="wider"/> says where this says nothing.</summary>
    public PluginOverrides Over(PluginOverrides wider) =>
        new(StartTimeout ?? wider.StartTimeout, Faults ?? wider.Faults, Window ?? wider.Window, BackOff ?? wider.BackOff);

    /// <summary>Fills in the defaults.</summary>
    public PluginLimits ToLimits() => new(
        TimeSpan.FromSeconds(StartTimeout ?? 30), Faults ?? 5, TimeSpan.FromSeconds(Window ?? 60), TimeSpan.FromSeconds(BackOff ?? 10));
}
