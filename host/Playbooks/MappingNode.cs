using System.Text.Json.Nodes;

namespace ReWorkerHost.Playbooks;

/// <summary>Keys and their values, each key once, in the order they are written in.</summary>
/// <param name="line">The line it begins in.</param>
/// <param name="entries">Its keys and values.</param>
internal sealed class MappingNode(int line, IReadOnlyList<MappingEntry> entries) : PlaybookNode(line)
{
    /// <summary>Its keys and values.</summary>
    public IReadOnlyList<MappingEntry> Entries { get; } = entries;

    /// <inheritdoc/>
    public override long Size { get; } = 1 + entries.Sum(entry => entry.Key.Length + entry.Value.Size);

    /// <inheritdoc/>
    public override int Depth { get; } = 1 + entries.Select(entry => entry.Value.Depth).DefaultIfEmpty().Max();

    /// <inheritdoc/>
    public override string Kind => "a mapping";

    /// <inheritdoc/>
    public override JsonNode ToJson() =>
        new JsonObject(Entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.ToJson())));
}
