namespace ReWorkerHost.Configuration;

/// <summary>What <c>plugins.json</c> says of one plugin.</summary>
/// <param name="Plugin">What holds for it as a whole.</param>
/// <param name="All">What holds for each of its workers.</param>
/// <param name="Workers">What holds for one of them, by the worker's name.</param>
/// <param name="SettingsJson">The plugin's own settings as JSON text, or <see langword="null"/>.</param>
/// <param name="Text">All of it as it stands in the file.</param>
internal sealed record PluginOptions(
    PluginOverrides Plugin, WorkerOverrides All, IReadOnlyDictionary<string, WorkerOverrides> Workers, string? SettingsJson, string? Text = null)
{
    /// <summary>The hashes of the versions that are trusted, in hexadecimal.</summary>
    public IReadOnlyList<string> Pins { get; init; } = [];
}
