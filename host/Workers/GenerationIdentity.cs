namespace ReWorkerHost.Workers;

/// <summary>What makes a version of a plugin another one: its files, the settings it was started with, and an order to load it anew.</summary>
/// <param name="ContentHash">The hash of its files.</param>
/// <param name="SettingsJson">Its settings.</param>
/// <param name="Reloads">How often it was ordered to be loaded anew.</param>
internal sealed record GenerationIdentity(string ContentHash, string? SettingsJson, int Reloads);
