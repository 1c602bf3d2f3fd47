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
    private const int BusyMilliseconds = 5000;
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
    private readonly JournalStatement accept;
    private readonly JournalStatement decide;
    private readonly JournalStatement finish;
    private readonly JournalStatement withdraw;
    private readonly JournalStatement settle;
    private readonly JournalStatement keep;
    private readonly JournalStatement count;
    private readonly JournalStatement prune;
    private readonly JournalStatement begin;
    private readonly JournalStatement commit;

    private JournalDatabase(SqliteConnection connection)
    {
        this.connection = connection;
        begin = Prepare("BEGIN IMMEDIATE");
        commit = Prepare("COMMIT");
        accept = Prepare(
            """
            INSERT INTO jobs (id, plugin, worker, queue, correlation_id, reply_to, body_hash, subcommand, redelivered, on_completion, state, outcome, reply, received_at, decided_at, settled)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
            """);
        decide = Prepare("UPDATE jobs SET state = 3, outcome = ?, reply = ?, decided_at = ?, settled = settled OR ? WHERE row = ? AND state = 2");
        finish = Prepare("UPDATE jobs SET state = ?, answered_at = ?, reply = CASE WHEN length(reply) <= ? THEN reply END WHERE row = ?");
        withdraw = Prepare("DELETE FROM jobs WHERE row = ? AND id = ?"); // a row that was rolled back is given anew
        settle = Prepare("UPDATE jobs SET settled = 1 WHERE row = ? AND settled = 0");
        keep = Prepare("UPDATE jobs SET on_completion = 0 WHERE row = ?");
        count = Prepare("SELECT count(*) FROM jobs WHERE state = 6 AND queue = ? AND body_hash = ? AND correlation_id IS ? AND reply_to IS ?");
        prune = Prepare("DELETE FROM jobs WHERE row IN (SELECT row FROM jobs WHERE state >= 4 AND (answered_at < ? OR row <= (SELECT max(row) FROM jobs) - ?) ORDER BY row LIMIT 2000)");
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
            SQLitePCL.raw.sqlite3_busy_timeout(connection.Handle!, BusyMilliseconds);
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
        begin.Run();
    }

    /// <summary>Commits it, durably where the mode says so.</summary>
    /// <param name="changes">How many changes it holds.</param>
    public void Commit(int changes)
    {
        commit.Run();
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
        long? receivedAt = entry.ReceivedAt.ToUnixTimeMilliseconds();
        var isDecided = entry.State == JobState.Decided;
        accept.Bind(1, entry.Id).Bind(2, entry.Plugin).Bind(3, entry.Worker).Bind(4, entry.Key.Queue).Bind(5, entry.Key.CorrelationId).Bind(6, entry.Key.ReplyTo)
            .Bind(7, entry.Key.BodyHash).Bind(8, entry.Subcommand).Bind(9, entry.IsRedelivered ? 1 : 0).Bind(10, entry.AcknowledgedOnCompletion ? 1 : 0).Bind(11, (long)entry.State)
            .Bind(12, isDecided ? (long)entry.Outcome : null).Bind(13, isDecided ? entry.Reply : null).Bind(14, receivedAt).Bind(15, isDecided ? receivedAt : null)
            .Run();
        entry.Row = accept.LastRow;
    }

    /// <summary>Stores the terminal decision, where none is stored.</summary>
    public bool Decide(long row, JobOutcome outcome, byte[] reply, DateTimeOffset at, bool isSettled) =>
        decide.Bind(1, (long)outcome).Bind(2, reply).Bind(3, at.ToUnixTimeMilliseconds()).Bind(4, isSettled ? 1 : 0).Bind(5, row).Run() == 1;

    /// <summary>Stores that the job is answered, or can't be.</summary>
    public void Finish(long row, JobState state, DateTimeOffset at) =>
        finish.Bind(1, (long)state).Bind(2, at.ToUnixTimeMilliseconds()).Bind(3, state == JobState.Unroutable ? int.MaxValue : KeptReplyBytes).Bind(4, row).Run();

    /// <summary>Removes a job.</summary>
    public void Withdraw(long row, string id) => withdraw.Bind(1, row).Bind(2, id).Run();

    /// <summary>Stores that the job's delivery can't come again.</summary>
    public void Settle(long row) => settle.Bind(1, row).Run();

    /// <summary>Removes some of the finished jobs that are too old or too many.</summary>
    /// <returns>How many.</returns>
    public int Prune(DateTimeOffset before, long most) => prune.Bind(1, before.ToUnixTimeMilliseconds()).Bind(2, most).Run();

    /// <summary>The jobs that are undecided or unanswered.</summary>
    public IReadOnlyList<JournalEntry> ReadUnfinished() => Read("state < 4");

    /// <summary>The jobs that the broker may deliver again, and that are to be dropped then: not those that are its own to deliver again.</summary>
    public IReadOnlyList<JournalEntry> ReadUnsettled() => Read("settled = 0 AND NOT (on_completion = 1 AND state IN (2, 6))");

    /// <summary>The jobs that were delivered again and accepted since.</summary>
    public IReadOnlyList<JournalEntry> ReadTakeovers(DateTimeOffset since) => Read($"redelivered = 1 AND received_at > {since.ToUnixTimeMilliseconds()}");

    /// <summary>Stores that a job's delivery is acknowledged.</summary>
    public void Keep(long row) => keep.Bind(1, row).Run();

    /// <summary>How often a job went back to the broker.</summary>
    public int CountReturns(JobKey key) => (int)count.Bind(1, key.Queue).Bind(2, key.BodyHash).Bind(3, key.CorrelationId).Bind(4, key.ReplyTo).Number();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in (JournalStatement[])[begin, commit, accept, decide, finish, withdraw, settle, keep, count, prune]) statement.Dispose();
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

    private JournalStatement Prepare(string text) => new(connection.Handle!, text);

    private static object? Execute(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar();
    }
}
