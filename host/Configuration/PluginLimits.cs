namespace ReWorkerHost.Configuration;

/// <summary>What a plugin is held to.</summary>
/// <param name="StartTimeout">How long its start-up may take. Default: 30 s.</param>
/// <param name="Faults">After so many faults of its own within <paramref name="Window"/> it is set aside; 0 for never. Default: 5.</param>
/// <param name="Window">Default: 60 s.</param>
/// <param name="BackOff">For how long it is set aside the first time; each further time is twice as long, up to an hour. Default: 10 s.</param>
internal sealed record PluginLimits(TimeSpan StartTimeout, int Faults, TimeSpan Window, TimeSpan BackOff);
