using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Telemetry;

namespace ReWorkerHost.Journal;

/// <summary>The journal's SQLite file. Not safe for several callers at once.</summary>
internal sealed class JournalDatabase : IDisposable
{
    /// <summary>Replies up to this size are kept for the history once they are confirmed.</summary>
    private const int KeptReplyBytes = 4096;
    private const int Version = 1;

    private const string Schema = """
        CREATE TABLE jobs (
            row INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL, plugin TEXT NOT NULL, worker TEXT NOT NULL, queue TEXT NOT NULL,
            correlation_id TEXT, reply_to TEXT, body_hash TEXT NOT NULL, subcommand TEXT NOT NULL,
            redelivered INTEGER NOT NULL, on_completion INTEGER NOT NULL, state INTEGER NOT NULL, outcome INTEGER, reply BLOB,
            received_at INTEGER NOT NULL, decided_at INTEGER, answered_at INTEGER, settled INTEGER NOT NULL);
        CREATE INDEX unfinished ON jobs(state) WHERE state < 4;
        CREATE INDEX takeovers ON jobs(received_at) WHERE redelivered = 1;
        CREATE INDEX unsettled ON jobs(settled) WHERE settled = 0;
        PRAGMA user_version = 1;
        """;

    private readonly SqliteConnection connection;
    private long begun;
    private readonly SqliteCommand accept;
    private readonly SqliteCommand decide;
    private readonly SqliteCommand finish;
    private readonly SqliteCommand withdraw;
    private readonly SqliteCommand settle;
    private readonly SqliteCommand keep;
    private readonly SqliteCommand count;
    private readonly SqliteCommand prune;

    private JournalDatabase(SqliteConnection connection)
    {
        this.connection = connection;
        accept = Prepare(
            """
            INSERT INTO jobs (id, plugin, worker, queue, correlation_id, reply_to, body_hash, subcommand, redelivered, on_completion, state, outcome, reply, received_at, decided_at, settled)
            VALUES ($id, $plugin, $worker, $queue, $correlation, $reply_to, $hash, $subcommand, $redelivered, $on_completion, $state, $outcome, $reply, $at, $decided_at, 0) RETURNING row
            """,
            "$id", "$plugin", "$worker", "$queue", "$correlation", "$reply_to", "$hash", "$subcommand", "$redelivered", "$on_completion", "$state", "$outcome", "$reply", "$at", "$decided_at");
        decide = Prepare("UPDATE jobs SET state = 3, outcome = $outcome, reply = $reply, decided_at = $at WHERE row = $row AND state = 2", "$outcome", "$reply", "$at", "$row");
        finish = Prepare("UPDATE jobs SET state = $state, answered_at = $at, reply = CASE WHEN length(reply) <= $most THEN reply END WHERE row = $row", "$state", "$at", "$most", "$row");
        withdraw = Prepare("DELETE FROM jobs WHERE row = $row AND id = $id", "$row", "$id"); // a row that was rolled back is given anew
        settle = Prepare("UPDATE jobs SET settled = 1 WHERE row = $row AND settled = 0", "$row");
        keep = Prepare("UPDATE jobs SET on_completion = 0 WHERE row = $row", "$row");
        count = Prepare(
            "SELECT count(*) FROM jobs WHERE state = 6 AND queue = $queue AND body_hash = $hash AND correlation_id IS $correlation AND reply_to IS $reply_to", "$queue", "$hash", "$correlation", "$reply_to");
        prune = Prepare(
            "DELETE FROM jobs WHERE row IN (SELECT row FROM jobs WHERE state >= 4 AND (answered_at < $before OR row <= $last) ORDER BY row LIMIT 2000)", "$before", "$last");
    }

    /// <summary>Opens the file. One that is damaged is set aside, and what was in it is lost.</summary>
    /// <exception cref="IOException">It can't be opened.</exception>
    /// <exception cref="InvalidDataException">It was written by a newer host.</exception>
    public static JournalDatabase OpenOrSetAside(string path, JournalMode mode, TimeProvider time, ILogger logger)
    {
        try
        {
            return Open(path, mode);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            var aside = $"{path}.damaged-{time.GetUtcNow().ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture)}";
            foreach (var ending in (string[])["", "-wal", "-shm"])
            {
                if (File.Exists(path + ending)) File.Move(path + ending, aside + ending);
            }

            Log.SetAside(logger, path, aside, exception.Message);
            return Open(path, mode);
        }
        catch (SqliteException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    /// <summary>Opens the file, and makes it where there is none.</summary>
    /// <exception cref="SqliteException">It is damaged, or can't be read or written.</exception>
    /// <exception cref="InvalidDataException">It was written by a newer host.</exception>
    public static JournalDatabase Open(string path, JournalMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            Execute(connection, "PRAGMA journal_mode = WAL");
            Execute(connection, $"PRAGMA synchronous = {(mode == JournalMode.Durable ? "FULL" : "NORMAL")}");
            if (Execute(connection, "PRAGMA quick_check(1)") is not "ok" and var damage) throw new SqliteException($"quick_check: {damage}", SQLitePCL.raw.SQLITE_CORRUPT);
            switch (Convert.ToInt32(Execute(connection, "PRAGMA user_version"), CultureInfo.InvariantCulture))
            {
                case 0: Execute(connection, Schema); break;
                case Version: break;
                case var other: throw new InvalidDataException($"{path} has version {other}, and this host knows version {Version}: use a newer host, or move the file away");
            }

            return new JournalDatabase(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Makes sure that an open file is a journal of this version.</summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public static void Verify(SqliteConnection connection, string path)
    {
        var version = Convert.ToInt32(Execute(connection, "PRAGMA user_version"), CultureInfo.InvariantCulture);
        if (version != Version) throw new InvalidDataException($"{path} has version {version}, and this host knows version {Version}");
    }

    /// <summary>Begins a transaction.</summary>
    public void Begin()
    {
        begun = Stopwatch.GetTimestamp();
        Execute(connection, "BEGIN IMMEDIATE");
    }

    /// <summary>Commits it, durably where the mode says so.</summary>
    /// <param name="changes">How many changes it holds.</param>
    public void Commit(int changes)
    {
        Execute(connection, "COMMIT");
        JournalMeter.Commit(changes, begun);
    }

    /// <summary>Undoes it.</summary>
    public void Rollback()
    {
        JournalMeter.Fail();
        Execute(connection, "ROLLBACK");
    }

    /// <summary>Adds a job and gives it its row.</summary>
    public void Accept(JournalEntry entry)
    {
        var isDecided = entry.State == JobState.Decided;
        entry.Row = (long)Run(
            accept, entry.Id, entry.Plugin, entry.Worker, entry.Key.Queue, entry.Key.CorrelationId, entry.Key.ReplyTo, entry.Key.BodyHash, entry.Subcommand,
            entry.IsRedelivered, entry.AcknowledgedOnCompletion, (int)entry.State, isDecided ? (int)entry.Outcome : null, isDecided ? entry.Reply : null,
            entry.ReceivedAt.ToUnixTimeMilliseconds(), isDecided ? entry.ReceivedAt.ToUnixTimeMilliseconds() : null).ExecuteScalar()!;
    }

    /// <summary>Stores the terminal decision, where none is stored.</summary>
    public bool Decide(long row, JobOutcome outcome, byte[] reply, DateTimeOffset at) => Run(decide, (int)outcome, reply, at.ToUnixTimeMilliseconds(), row).ExecuteNonQuery() == 1;

    /// <summary>Stores that the job is answered, or can't be.</summary>
    public void Finish(long row, JobState state, DateTimeOffset at) =>
        Run(finish, (int)state, at.ToUnixTimeMilliseconds(), state == JobState.Unroutable ? int.MaxValue : KeptReplyBytes, row).ExecuteNonQuery();

    /// <summary>Removes a job.</summary>
    public void Withdraw(long row, string id) => Run(withdraw, row, id).ExecuteNonQuery();

    /// <summary>Stores that the job's delivery can't come again.</summary>
    public void Settle(long row) => Run(settle, row).ExecuteNonQuery();

    /// <summary>Removes some of the finished jobs that are too old or too many.</summary>
    /// <returns>How many.</returns>
    public int Prune(DateTimeOffset before, long most) =>
        Run(prune, before.ToUnixTimeMilliseconds(), Convert.ToInt64(Execute(connection, "SELECT coalesce(max(row), 0) FROM jobs"), CultureInfo.InvariantCulture) - most).ExecuteNonQuery();

    /// <summary>The jobs that are undecided or unanswered.</summary>
    public IReadOnlyList<JournalEntry> ReadUnfinished() => Read("state < 4");

    /// <summary>The jobs that the broker may deliver again, and that are to be dropped then: not those that are its own to deliver again.</summary>
    public IReadOnlyList<JournalEntry> ReadUnsettled() => Read("settled = 0 AND NOT (on_completion = 1 AND state IN (2, 6))");

    /// <summary>The jobs that were delivered again and accepted since.</summary>
    public IReadOnlyList<JournalEntry> ReadTakeovers(DateTimeOffset since) => Read($"redelivered = 1 AND received_at > {since.ToUnixTimeMilliseconds()}");

    /// <summary>Stores that a job's delivery is acknowledged.</summary>
    public void Keep(long row) => Run(keep, row).ExecuteNonQuery();

    /// <summary>How often a job went back to the broker.</summary>
    public int CountReturns(JobKey key) => Convert.ToInt32(Run(count, key.Queue, key.BodyHash, key.CorrelationId, key.ReplyTo).ExecuteScalar(), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var command in (SqliteCommand[])[accept, decide, finish, withdraw, settle, keep, count, prune]) command.Dispose();
        connection.Dispose();
    }

    private List<JournalEntry> Read(string condition)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT row, id, plugin, worker, queue, correlation_id, reply_to, body_hash, subcommand, received_at, redelivered, on_completion, state, coalesce(outcome, 0), reply FROM jobs WHERE {condition} ORDER BY row";
        using var reader = command.ExecuteReader();
        var entries = new List<JournalEntry>();
        while (reader.Read())
        {
            var key = new JobKey(reader.GetString(4), Text(5), Text(6), reader.GetString(7));
            entries.Add(new JournalEntry(
                reader.GetString(1), reader.GetString(2), reader.GetString(3), key, reader.GetString(8), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(9)), reader.GetBoolean(10), reader.GetBoolean(11))
            {
                Row = reader.GetInt64(0),
                State = (JobState)reader.GetInt32(12),
                Outcome = (JobOutcome)reader.GetInt32(13),
                Reply = reader.IsDBNull(14) ? null : reader.GetFieldValue<byte[]>(14),
            });
        }

        return entries;

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    private static SqliteCommand Run(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var index = 0; index < values.Length; index++) command.Parameters[index].Value = values[index] ?? DBNull.Value;
        return command;
    }

    private SqliteCommand Prepare(string text, params string[] names)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var name in names) command.Parameters.Add(new SqliteParameter(name, null));
        return command;
    }

    private static object? Execute(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar();
    }
}
