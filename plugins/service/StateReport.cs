using System.Text.Json.Serialization;
using ReWorkerHost.Plugins.Remote;

namespace ReWorkerHost.Plugins.Service;

/// <summary>What became of a step on one host, and what the service's state there is.</summary>
public sealed record StateReport : HostReport
{
    /// <summary>The state that <c>Status</c> found; not there after other subcommands.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? State { get; init; }
}
