using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReWorkerHost.Abstractions;
using SQLitePCL;

namespace ReWorkerHost.Plugins.Sql;

/// <summary>
/// A transaction with a file of SQLite, by the interface of SQLite itself: Microsoft.Data.Sqlite would keep each version of the plugin in memory.
/// </summary>
internal sealed class SqliteSession : IDatabaseSession
{
    private const int InstructionsBetweenLooks = 1000;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(20);
    private readonly DatabaseOptions database;
    private readonly sqlite3 connection;
    private readonly SemaphoreSlim turn;
    private CancellationToken current;

    private SqliteSession(DatabaseOptions database, sqlite3 connection, SemaphoreSlim turn)
    {
        (this.database, this.connection, this.turn) = (database, connection, turn);
        raw.sqlite3_extended_result_codes(connection, 1);
        raw.sqlite3_limit(connection, raw.SQLITE_LIMIT_ATTACHED, 0); // SQL of a step's stays in its file
        raw.sqlite3_progress_handler(connection, InstructionsBetweenLooks, _ => current.IsCancellationRequested ? 1 : 0, null);
    }

    /// <summary>Begins one that may write at once. While another has the file, it waits.</summary>
    public static async Task<IDatabaseSession> BeginAsync(DatabaseOptions database, CancellationToken cancellationToken)
    {
        var turn = FileTurns.At(database.Connection);
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        SqliteSession? session = null;
        try
        {
            session = new SqliteSession(database, Open(database), turn);
            await session.WhileBusyAsync("BEGIN IMMEDIATE", cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            if (session is null) turn.Release();
            else await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, string>?> ColumnsAsync(string table, CancellationToken cancellationToken) => RunAsync(
        () =>
        {
            var columns = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase); // as SQLite has it
            using var statement = Prepare("SELECT name, type FROM pragma_table_info($1)", out _)!;
            raw.sqlite3_bind_text(statement, 1, table);
            while (Step(statement)) columns[raw.sqlite3_column_text(statement, 0).utf8_to_string()] = raw.sqlite3_column_text(statement, 1).utf8_to_string();
            return columns.Count == 0 ? null : (IReadOnlyDictionary<string, string>)columns;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<long> ExecuteAsync(string sql, IReadOnlyList<TypedValue> values, CancellationToken cancellationToken) => RunAsync(
        () =>
        {
            using var statement = Prepare(sql, out _)!;
            for (var index = 0; index < values.Count; index++) Bind(statement, index + 1, values[index]);
            while (Step(statement))
            {
                // rows of a pragma's or the like are nobody's
            }

            return (long)raw.sqlite3_changes(connection);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<QueryResult> QueryAsync(string sql, int maxRows, CancellationToken cancellationToken) => RunAsync(
        () =>
        {
            var result = new QueryResult(null);
            var before = raw.sqlite3_total_changes(connection);
            var isChange = false;
            for (var rest = sql; rest.Length > 0;)
            {
                using var statement = Prepare(rest, out var after);
                rest = after;
                if (statement is null) continue; // a comment, or nothing
                isChange |= raw.sqlite3_stmt_readonly(statement) == 0;
                if (raw.sqlite3_column_count(statement) > 0) result = Read(statement, maxRows);
                else Step(statement);
            }

            return isChange ? result with { Affected = raw.sqlite3_total_changes(connection) - before } : result;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task CommitAsync() => raw.sqlite3_get_autocommit(connection) != 0 ? Task.CompletedTask : WhileBusyAsync("COMMIT", CancellationToken.None);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        connection.Dispose(); // with it the transaction is rolled back
        turn.Release();
        return ValueTask.CompletedTask;
    }

    private static sqlite3 Open(DatabaseOptions database)
    {
        Batteries_V2.Init();
        var code = raw.sqlite3_open_v2(database.Connection, out var connection, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, null);
        if (code == raw.SQLITE_OK) return connection;
        var problem = connection is null ? raw.sqlite3_errstr(code).utf8_to_string() : raw.sqlite3_errmsg(connection).utf8_to_string();
        connection?.Dispose();
        throw new StepFailedException($"{database}: {problem}");
    }

    private async Task WhileBusyAsync(string sql, CancellationToken cancellationToken)
    {
        while (true)
        {
            var code = await RunAsync(
                () =>
                {
                    using var statement = Prepare(sql, out _)!;
                    return raw.sqlite3_step(statement);
                },
                cancellationToken).ConfigureAwait(false);
            if (code == raw.SQLITE_DONE) return;
            if ((code & 0xff) is not (raw.SQLITE_BUSY or raw.SQLITE_LOCKED)) throw Failure(code);
            await Task.Delay(BetweenAttempts, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<T> RunAsync<T>(Func<T> run, CancellationToken cancellationToken)
    {
        current = cancellationToken;
        return Task.Run(run, cancellationToken); // SQLite knows no other way than to hold its thread
    }

    private sqlite3_stmt? Prepare(string sql, out string rest)
    {
        var code = raw.sqlite3_prepare_v2(connection, sql, out var statement, out rest);
        if (code == raw.SQLITE_OK) return statement is null or { IsInvalid: true } ? null : statement;
        statement?.Dispose();
        throw Failure(code);
    }

    private bool Step(sqlite3_stmt statement)
    {
        var code = raw.sqlite3_step(statement);
        return code == raw.SQLITE_ROW || (code == raw.SQLITE_DONE ? false : throw Failure(code));
    }

    private Exception Failure(int code) => code == raw.SQLITE_INTERRUPT && current.IsCancellationRequested
        ? new OperationCanceledException(current)
        : new StepFailedException($"{database}: {raw.sqlite3_errmsg(connection).utf8_to_string()}");

    private QueryResult Read(sqlite3_stmt statement, int maxRows)
    {
        var columns = Enumerable.Range(0, raw.sqlite3_column_count(statement)).ToList();
        var rows = new List<IReadOnlyList<JsonNode?>>();
        var isTruncated = false;
        while (Step(statement))
        {
            // A query may be left; what changes something must go on to its end.
            if (rows.Count < maxRows) rows.Add([.. columns.Select(column => Value(statement, column))]);
            else if ((isTruncated = true) && raw.sqlite3_stmt_readonly(statement) != 0) break;
        }

        return new QueryResult(null, [.. columns.Select(column => raw.sqlite3_column_name(statement, column).utf8_to_string())], rows, isTruncated);
    }

    private static JsonNode? Value(sqlite3_stmt statement, int column) => raw.sqlite3_column_type(statement, column) switch
    {
        raw.SQLITE_INTEGER => raw.sqlite3_column_int64(statement, column),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(statement, column) is var number && double.IsFinite(number) ? number : number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        raw.SQLITE_BLOB => Convert.ToBase64String(raw.sqlite3_column_blob(statement, column)),
        raw.SQLITE_NULL => null,
        _ => raw.sqlite3_column_text(statement, column).utf8_to_string(),
    };

    private void Bind(sqlite3_stmt statement, int index, TypedValue value)
    {
        var json = value.Json;
        var code = json.ValueKind switch
        {
            JsonValueKind.Null => raw.sqlite3_bind_null(statement, index),
            JsonValueKind.True or JsonValueKind.False => raw.sqlite3_bind_int(statement, index, json.GetBoolean() ? 1 : 0),
            JsonValueKind.Number when json.TryGetInt64(out var whole) => raw.sqlite3_bind_int64(statement, index, whole),
            JsonValueKind.Number => raw.sqlite3_bind_double(statement, index, json.GetDouble()),
            JsonValueKind.String when !value.Type.Equals("BLOB", StringComparison.OrdinalIgnoreCase) => raw.sqlite3_bind_text(statement, index, Encoding.UTF8.GetBytes(json.GetString()!)),
            JsonValueKind.String when json.TryGetBytesFromBase64(out var bytes) => raw.sqlite3_bind_blob(statement, index, bytes),
            JsonValueKind.String => throw new StepFailedException($"{database}: the column \"{value.Column}\" holds bytes: expected base64"),
            _ => raw.sqlite3_bind_text(statement, index, Encoding.UTF8.GetBytes(json.GetRawText())),
        };
        if (code != raw.SQLITE_OK) throw Failure(code);
    }
}
