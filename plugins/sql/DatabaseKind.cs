namespace ReWorkerHost.Plugins.Sql;

/// <summary>The kinds of databases.</summary>
public enum DatabaseKind
{
    /// <summary>PostgreSQL.</summary>
    Postgresql,

    /// <summary>A file of SQLite.</summary>
    Sqlite,
}
