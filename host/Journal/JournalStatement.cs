using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ReWorkerHost.Journal;

/// <summary>
/// A prepared statement of the journal. The few statements that each job costs go to SQLite without the layer for general databases between.
/// </summary>
internal sealed class JournalStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    /// <summary>Prepares it.</summary>
    /// <exception cref="SqliteException">It is none.</exception>
    public JournalStatement(sqlite3 database, string text)
    {
        this.database = database;
        Check(raw.sqlite3_prepare_v3(database, text, raw.SQLITE_PREPARE_PERSISTENT, out statement));
    }

    /// <summary>The row that was inserted last.</summary>
    public long LastRow => raw.sqlite3_last_insert_rowid(database);

    /// <summary>Gives a parameter its value; the first is 1.</summary>
    public JournalStatement Bind(int parameter, string? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(statement, parameter) : raw.sqlite3_bind_text(statement, parameter, value));
        return this;
    }

    /// <inheritdoc cref="Bind(int, string)"/>
    public JournalStatement Bind(int parameter, long? value)
    {
        Check(value is { } number ? raw.sqlite3_bind_int64(statement, parameter, number) : raw.sqlite3_bind_null(statement, parameter));
        return this;
    }

    /// <inheritdoc cref="Bind(int, string)"/>
    public JournalStatement Bind(int parameter, byte[]? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(statement, parameter) : raw.sqlite3_bind_blob(statement, parameter, value));
        return this;
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>How many rows it has changed.</returns>
    /// <exception cref="SqliteException">It failed.</exception>
    public int Run()
    {
        raw.sqlite3_step(statement);
        Check(raw.sqlite3_reset(statement)); // it tells of the step
        return raw.sqlite3_changes(database);
    }

    /// <summary>Runs it for the number in its first row.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    public long Number()
    {
        var number = raw.sqlite3_step(statement) == raw.SQLITE_ROW ? raw.sqlite3_column_int64(statement, 0) : 0;
        Check(raw.sqlite3_reset(statement));
        return number;
    }

    /// <inheritdoc/>
    public void Dispose() => statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(result, database);
    }
}
