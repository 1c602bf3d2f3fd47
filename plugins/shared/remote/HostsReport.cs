using System.Text.Json.Serialization;

namespace ReWorkerHost.Plugins.Remote;

/// <summary>What became of a step; the reply's <c>data</c>.</summary>
public sealed record HostsReport
{
    /// <summary>Why it failed, and where; not there otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    /// <summary>Its hosts, in their order, each with its <see cref="HostReport"/>.</summary>
    public required IReadOnlyDictionary<string, object> Hosts { get; init; }
}
