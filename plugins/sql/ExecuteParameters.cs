using System.ComponentModel;

namespace ReWorkerHost.Plugins.Sql;

/// <summary>The parameters of <c>ExecuteSQL</c>.</summary>
public sealed record ExecuteParameters : IDatabaseParameters
{
    /// <summary>The database's name in the settings.</summary>
    [Description("The database's name in the settings.")]
    public required string Database { get; init; }

    /// <summary>The SQL.</summary>
    [Description("The SQL, in the database's own dialect.")]
    public required string Sql { get; init; }
}
