using Npgsql;

namespace ReWorkerHost.Plugins.Sql;

/// <summary>Opens transactions with the databases of the settings.</summary>
public sealed class Databases : IAsyncDisposable
{
    private readonly SqlOptions options;
    private readonly Dictionary<string, Lazy<NpgsqlDataSource>> sources;

    /// <summary>Made by the plugin's services; connects to nothing.</summary>
    public Databases(SqlOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        sources = options.Databases.Values.Where(database => database.Kind == DatabaseKind.Postgresql)
            .ToDictionary(database => database.Name, database => new Lazy<NpgsqlDataSource>(() => new NpgsqlDataSourceBuilder(database.Connection).Build()), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>A database of the settings, or <see langword="null"/> where there is none of that name.</summary>
    internal DatabaseOptions? Find(string name) => options.Databases.GetValueOrDefault(name);

    /// <summary>Begins a transaction.</summary>
    internal Task<IDatabaseSession> BeginAsync(DatabaseOptions database, CancellationToken cancellationToken) => database.Kind == DatabaseKind.Sqlite
        ? SqliteSession.BeginAsync(database, cancellationToken)
        : PostgresqlSession.BeginAsync(database, sources[database.Name].Value, cancellationToken);

    /// <summary>Ends what Npgsql keeps for each database.</summary>
    public async ValueTask DisposeAsync()
    {
        var used = sources.Values.Where(source => source.IsValueCreated).ToList();
        foreach (var source in used) await source.Value.DisposeAsync().ConfigureAwait(false);
        if (used.Count > 0) NpgsqlMeter.Dispose();
    }
}
