namespace ReWorkerHost.Plugins.Sql;

/// <summary>The plugin's settings: <c>plugins.sql.settings</c>.</summary>
public sealed record SqlOptions
{
    /// <summary>The key of the plugin's settings in <c>plugins.json</c>, for messages.</summary>
    public const string Path = "plugins.sql.settings";

    /// <summary>The databases by name. Default: none.</summary>
    public IReadOnlyDictionary<string, DatabaseOptions> Databases { get; init; } = new Dictionary<string, DatabaseOptions>();

    /// <summary>How long a step may take at the database, 0.1 to 86400 s. Default: 300 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>How many rows of a query are in the data, 0 to 100000. Default: 1000.</summary>
    public int MaxRows { get; init; } = 1000;
}
