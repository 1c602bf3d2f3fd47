using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ReWorkerHost.Plugins.Sql;

/// <summary>What SQL has brought about; the reply's <c>data</c>.</summary>
/// <param name="Affected">How many rows were changed, or <see langword="null"/> where the SQL changes none.</param>
/// <param name="Columns">The names of the columns of the last query, or <see langword="null"/> where there was none.</param>
/// <param name="Rows">Its first rows.</param>
/// <param name="Truncated">Whether there were more.</param>
public sealed record QueryResult(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Affected,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Columns = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<IReadOnlyList<JsonNode?>>? Rows = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Truncated = null);
