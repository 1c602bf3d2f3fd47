using System.Text.Json;

namespace ReWorkerHost.Plugins.Sql;

/// <summary>A value for a column.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Type">The column's type, as the database says it.</param>
/// <param name="Json">The value.</param>
internal sealed record TypedValue(string Column, string Type, JsonElement Json);
