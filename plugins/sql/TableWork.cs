using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Sql;

/// <summary>The work of one step within its transaction.</summary>
internal sealed class TableWork(DatabaseOptions database, IDatabaseSession session)
{
    /// <summary>The database.</summary>
    public DatabaseOptions Database => database;

    /// <summary>The transaction.</summary>
    public IDatabaseSession Session => session;

    /// <summary>Writes statements for the database.</summary>
    public TableStatements Statements { get; } = new(database.Kind);

    /// <summary>The types of a table's columns by name.</summary>
    /// <exception cref="StepFailedException">The table or some of the needed columns are not there; the text names them.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ColumnsAsync(string table, IEnumerable<string> needed, CancellationToken cancellationToken)
    {
        var columns = await session.ColumnsAsync(table, cancellationToken).ConfigureAwait(false) ?? throw new StepFailedException($"{database} has no table \"{table}\"");
        var missing = needed.Where(column => !columns.ContainsKey(column)).Select(column => $"\"{column}\"").ToList();
        return missing.Count == 0 ? columns : throw new StepFailedException($"the table \"{table}\" of {database} has no column {string.Join(", ", missing)}, only {string.Join(", ", columns.Keys)}");
    }

    /// <summary>Carries out statements without values.</summary>
    public async Task ExecuteAsync(IEnumerable<string> statements, CancellationToken cancellationToken)
    {
        foreach (var statement in statements) await session.ExecuteAsync(statement, [], cancellationToken).ConfigureAwait(false);
    }
}
