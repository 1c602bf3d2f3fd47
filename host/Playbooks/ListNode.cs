using System.Text.Json.Nodes;

namespace ReWorkerHost.Playbooks;

/// <summary>A list.</summary>
/// <param name="line">The line it begins in.</param>
/// <param name="items">Its items.</param>
internal sealed class ListNode(int line, IReadOnlyList<PlaybookNode> items) : PlaybookNode(line)
{
    /// <summary>Its items.</summary>
    public IReadOnlyList<PlaybookNode> Items { get; } = items;

    /// <inheritdoc/>
    public override long Size { get; } = 1 + items.Sum(item => item.Size);

    /// <inheritdoc/>
    public override int Depth { get; } = 1 + items.Select(item => item.Depth).DefaultIfEmpty().Max();

    /// <inheritdoc/>
    public override string Kind => "a list";

    /// <inheritdoc/>
    public override JsonNode ToJson() => new JsonArray([.. Items.Select(item => item.ToJson())]);
}
