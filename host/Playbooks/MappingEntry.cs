namespace ReWorkerHost.Playbooks;

/// <summary>A key of a mapping and its value.</summary>
/// <param name="Key">The key as text.</param>
/// <param name="Line">The key's line, from 1.</param>
/// <param name="Value">The value.</param>
internal sealed record MappingEntry(string Key, int Line, PlaybookNode Value);
