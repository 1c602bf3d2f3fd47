using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Sql;

/// <summary>A transaction with PostgreSQL. Values go and come as text, so that the server itself makes each what its column is.</summary>
internal sealed class PostgresqlSession : IDatabaseSession
{
    private const string ColumnsQuery = """
        SELECT attribute.attname, format_type(attribute.atttypid, attribute.atttypmod)
        FROM pg_class class LEFT JOIN pg_attribute attribute ON attribute.attrelid = class.oid AND attribute.attnum > 0 AND NOT attribute.attisdropped
        WHERE class.oid = to_regclass($1) ORDER BY attribute.attnum
        """;

    private readonly DatabaseOptions database;
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    private PostgresqlSession(DatabaseOptions database, NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (this.database, this.connection, this.transaction) = (database, connection, transaction);

    /// <summary>Begins one.</summary>
    public static Task<IDatabaseSession> BeginAsync(DatabaseOptions database, NpgsqlDataSource source, CancellationToken cancellationToken) => ContainAsync(database, async () =>
    {
        var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return (IDatabaseSession)new PostgresqlSession(database, connection, await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    });

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, string>?> ColumnsAsync(string table, CancellationToken cancellationToken) => ContainAsync(database, async () =>
    {
        await using var command = Command(ColumnsQuery);
        command.Parameters.Add(new NpgsqlParameter { Value = Identifier.Quote(table), NpgsqlDbType = NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<string, string>? columns = null;
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            columns ??= [];
            if (!reader.IsDBNull(0)) columns[reader.GetString(0)] = reader.GetString(1);
        }

        return (IReadOnlyDictionary<string, string>?)columns;
    });

    /// <inheritdoc/>
    public Task<long> ExecuteAsync(string sql, IReadOnlyList<TypedValue> values, CancellationToken cancellationToken) => ContainAsync(database, async () =>
    {
        await using var command = Command(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = Text(value), NpgsqlDbType = NpgsqlDbType.Unknown });
        return (long)Math.Max(0, await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false));
    });

    /// <inheritdoc/>
    public Task<QueryResult> QueryAsync(string sql, int maxRows, CancellationToken cancellationToken) => ContainAsync(database, async () =>
    {
        await using var command = Command(sql);
        command.AllResultTypesAreUnknown = true;
        var result = new QueryResult(null);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        do
        {
            if (reader.FieldCount > 0) result = await ReadAsync(reader, maxRows, cancellationToken).ConfigureAwait(false);
        }
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false));

        await reader.CloseAsync().ConfigureAwait(false);
        return reader.RecordsAffected >= 0 ? result with { Affected = reader.RecordsAffected } : result;
    });

    /// <inheritdoc/>
    public Task CommitAsync() => ContainAsync(database, async () =>
    {
        await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        return true;
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
            // The connection is broken, with which the server rolls back; why it is, was said where it broke.
        }

        await connection.DisposeAsync().ConfigureAwait(false);
    }

    private NpgsqlCommand Command(string sql) => new(sql, connection, transaction) { CommandTimeout = 0 }; // the step's token ends it

    private static async Task<QueryResult> ReadAsync(NpgsqlDataReader reader, int maxRows, CancellationToken cancellationToken)
    {
        var columns = Enumerable.Range(0, reader.FieldCount).ToList();
        var rows = new List<IReadOnlyList<JsonNode?>>();
        var isTruncated = false;
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            isTruncated = rows.Count == maxRows;
            if (isTruncated) break;
            rows.Add([.. columns.Select(column => reader.IsDBNull(column) ? null : PostgresqlText.Read(reader.GetString(column), reader.GetDataTypeName(column)))]);
        }

        return new QueryResult(null, [.. columns.Select(reader.GetName)], rows, isTruncated);
    }

    private object Text(TypedValue value)
    {
        var json = value.Json;
        if (json.ValueKind == JsonValueKind.Null) return DBNull.Value;
        if (value.Type is "json" or "jsonb" || json.ValueKind != JsonValueKind.String) return json.GetRawText();
        if (value.Type != "bytea") return json.GetString()!;
        return json.TryGetBytesFromBase64(out var bytes)
            ? $"\\x{Convert.ToHexString(bytes)}"
            : throw new StepFailedException($"{database}: the column \"{value.Column}\" holds bytes: expected base64");
    }

    /// <summary>Turns what the server says into words. Its details are left out: they may repeat rows.</summary>
    private static async Task<T> ContainAsync<T>(DatabaseOptions database, Func<Task<T>> run)
    {
        try
        {
            return await run().ConfigureAwait(false);
        }
        catch (PostgresException exception)
        {
            throw new StepFailedException(database.Clean($"{database}: {exception.MessageText} ({exception.SqlState})"));
        }
        catch (Exception exception) when (exception is NpgsqlException or SocketException or TimeoutException or IOException)
        {
            throw new StepFailedException(database.Clean($"{database}: {exception.Message}{(exception.InnerException is { } cause ? $": {cause.Message}" : "")}"));
        }
    }
}
