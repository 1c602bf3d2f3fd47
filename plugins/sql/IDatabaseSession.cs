namespace ReWorkerHost.Plugins.Sql;

/// <summary>One transaction with a database. It is rolled back when it is disposed, unless it was committed.</summary>
internal interface IDatabaseSession : IAsyncDisposable
{
    /// <summary>The types of a table's columns by name, or <see langword="null"/> where there is no such table.</summary>
    Task<IReadOnlyDictionary<string, string>?> ColumnsAsync(string table, CancellationToken cancellationToken);

    /// <summary>Carries out one statement, whose values are <c>$1</c>, <c>$2</c> and so on.</summary>
    /// <returns>How many rows it has changed.</returns>
    Task<long> ExecuteAsync(string sql, IReadOnlyList<TypedValue> values, CancellationToken cancellationToken);

    /// <summary>Carries out statements of somebody else's.</summary>
    Task<QueryResult> QueryAsync(string sql, int maxRows, CancellationToken cancellationToken);

    /// <summary>Makes it last. This is not cancelled: its outcome would be unknown.</summary>
    Task CommitAsync();
}
