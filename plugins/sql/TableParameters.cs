using System.ComponentModel;

namespace ReWorkerHost.Plugins.Sql;

/// <summary>The parameters of <c>DropTable</c>.</summary>
public sealed record TableParameters : IDatabaseParameters
{
    /// <summary>The database's name in the settings.</summary>
    [Description("The database's name in the settings.")]
    public required string Database { get; init; }

    /// <summary>The table.</summary>
    [Description("The table.")]
    public required string Name { get; init; }
}
