using System.ComponentModel;

namespace ReWorkerHost.Plugins.Sql;

/// <summary>The parameters of <c>CreateTable</c>, <c>AddTableColumns</c> and <c>AlterTableColumns</c>.</summary>
public sealed record ColumnsParameters : IDatabaseParameters
{
    /// <summary>The database's name in the settings.</summary>
    [Description("The database's name in the settings.")]
    public required string Database { get; init; }

    /// <summary>The table.</summary>
    [Description("The table.")]
    public required string Name { get; init; }

    /// <summary>The columns by name.</summary>
    [Description("The columns by name.")]
    public required IReadOnlyDictionary<string, ColumnDefinition> Columns { get; init; }
}
