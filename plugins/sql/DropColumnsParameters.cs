using System.ComponentModel;

namespace ReWorkerHost.Plugins.Sql;

/// <summary>The parameters of <c>DropTableColumns</c>.</summary>
public sealed record DropColumnsParameters : IDatabaseParameters
{
    /// <summary>The database's name in the settings.</summary>
    [Description("The database's name in the settings.")]
    public required string Database { get; init; }

    /// <summary>The table.</summary>
    [Description("The table.")]
    public required string Name { get; init; }

    /// <summary>The names of the columns.</summary>
    [Description("The names of the columns.")]
    public required IReadOnlyList<string> Columns { get; init; }
}
