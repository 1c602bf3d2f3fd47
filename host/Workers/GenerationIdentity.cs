namespace ReWorkerHost.Workers;

/// <summary>What makes a version of a plugin another one: its files, and the settings it was started with.</summary>
internal sealed record GenerationIdentity(string ContentHash, string? SettingsJson);
