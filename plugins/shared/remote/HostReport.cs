using System.Text.Json.Serialization;

namespace ReWorkerHost.Plugins.Remote;

/// <summary>What became of a step on one host, for the reply's <c>data</c>.</summary>
public record HostReport
{
    /// <summary>How it ended.</summary>
    [JsonPropertyOrder(-2)]
    public HostOutcome Outcome { get; init; }

    /// <summary>Why it failed; not there otherwise.</summary>
    [JsonPropertyOrder(-1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }
}
