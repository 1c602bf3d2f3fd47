using System.Text.Json.Serialization;

namespace ReWorkerHost.Plugins.Sql;

/// <summary>How many rows were changed; the reply's <c>data</c>.</summary>
/// <param name="Rows">The number of rows.</param>
public sealed record Affected([property: JsonPropertyName("affected")] long Rows);
