using System.Text;
using Microsoft.Data.Sqlite;

namespace ReWorkerHost.Journal;

/// <summary>Reads what the journal remembers. A daemon may be writing it at the same time.</summary>
internal static class JournalHistory
{
    /// <summary>Reads the last jobs that fit, the oldest of them first.</summary>
    /// <exception cref="InvalidDataException">The file is no journal, is damaged, or is another version's.</exception>
    public static IReadOnlyList<JobRecord> Read(string path, JobFilter filter)
    {
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            JournalDatabase.Verify(connection, path);
            using var command = connection.CreateCommand();
            command.CommandText = $"""
                SELECT id, plugin, worker, subcommand, correlation_id, state, outcome, received_at, decided_at, answered_at, reply
                FROM jobs {Conditions(filter, command.Parameters)} ORDER BY row DESC LIMIT $last
                """;
            command.Parameters.AddWithValue("$last", filter.Last);
            using var reader = command.ExecuteReader();
            var jobs = new List<JobRecord>();
            while (reader.Read()) jobs.Add(ReadJob(reader));
            jobs.Reverse();
            return jobs;
        }
        catch (SqliteException exception)
        {
            throw new InvalidDataException($"{path} can't be read: {exception.Message}", exception);
        }
    }

    private static string Conditions(JobFilter filter, SqliteParameterCollection parameters)
    {
        var conditions = new List<string>();
        if (filter.Id is { } id) Add("id = $id", "$id", id);
        if (filter.CorrelationId is { } correlation) Add("correlation_id = $correlation", "$correlation", correlation);
        if (filter.Worker is { } worker) Add("worker = $worker COLLATE NOCASE", "$worker", worker);
        if (filter.State is { } state) Add("state = $state", "$state", (int)state);
        return conditions.Count == 0 ? "" : $"WHERE {string.Join(" AND ", conditions)}";

        void Add(string condition, string name, object value)
        {
            conditions.Add(condition);
            parameters.AddWithValue(name, value);
        }
    }

    private static JobRecord ReadJob(SqliteDataReader reader) => new(
        reader.GetString(0),
        reader.GetString(1),
        reader.GetString(2),
        reader.GetString(3),
        reader.IsDBNull(4) ? null : reader.GetString(4),
        (JobState)reader.GetInt32(5),
        reader.IsDBNull(6) ? null : (JobOutcome)reader.GetInt32(6),
        Time(reader, 7)!.Value,
        Time(reader, 8),
        Time(reader, 9),
        reader.IsDBNull(10) ? null : Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(10)));

    private static DateTimeOffset? Time(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));
}
