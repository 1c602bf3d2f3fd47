using System.ComponentModel;
using System.Text.Json;

namespace ReWorkerHost.Plugins.Sql;

/// <summary>The parameters of <c>Insert</c>.</summary>
public sealed record InsertParameters : IDatabaseParameters
{
    /// <summary>The database's name in the settings.</summary>
    [Description("The database's name in the settings.")]
    public required string Database { get; init; }

    /// <summary>The table.</summary>
    [Description("The table.")]
    public required string Name { get; init; }

    /// <summary>The rows, each with its values by column.</summary>
    [Description("The rows, each with its values by column.")]
    public required IReadOnlyList<Dictionary<string, JsonElement>> Rows { get; init; }
}
