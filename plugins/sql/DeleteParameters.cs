using System.ComponentModel;
using System.Text.Json;

namespace ReWorkerHost.Plugins.Sql;

/// <summary>The parameters of <c>Delete</c>.</summary>
public sealed record DeleteParameters : IDatabaseParameters
{
    /// <summary>The database's name in the settings.</summary>
    [Description("The database's name in the settings.")]
    public required string Database { get; init; }

    /// <summary>The table.</summary>
    [Description("The table.")]
    public required string Name { get; init; }

    /// <summary>What the rows to delete have, by column; all of it.</summary>
    [Description("What the rows to delete have, by column; all of it.")]
    public required IReadOnlyDictionary<string, JsonElement> Where { get; init; }
}
