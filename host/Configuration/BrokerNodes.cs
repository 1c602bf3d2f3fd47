using System.Globalization;

namespace ReWorkerHost.Configuration;

/// <summary>Nodes of a broker's cluster, as <c>host</c> or <c>host:port</c>, separated by commas.</summary>
/// <param name="Text">The nodes as they were written; empty for none.</param>
/// <param name="DefaultPort">The port of a node without one.</param>
internal sealed record BrokerNodes(string Text, int DefaultPort)
{
    /// <summary>Each node's host and port.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> List => [.. Split(Text).Select(node => Parse(node, DefaultPort)!.Value)];

    /// <summary>Reads the nodes.</summary>
    public static BrokerNodes Read(string? text, int defaultPort, string path, List<string> errors)
    {
        var bad = Split(text ?? "").Where(node => Parse(node, defaultPort) is null).ToList();
        errors.AddRange(bad.Select(node => $"{path}: \"{node}\" is no node: expected host or host:port, several separated by commas"));
        return new BrokerNodes(bad.Count == 0 ? text ?? "" : "", defaultPort);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(" or ", List.Select(node => $"{node.Key}:{node.Value}"));

    private static string[] Split(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static KeyValuePair<string, int>? Parse(string node, int defaultPort)
    {
        var parts = node.Split(':');
        if (parts.Length > 2 || Uri.CheckHostName(parts[0]) == UriHostNameType.Unknown) return null;
        if (parts.Length == 1) return new(parts[0], defaultPort);
        return int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535 ? new(parts[0], port) : null;
    }
}
