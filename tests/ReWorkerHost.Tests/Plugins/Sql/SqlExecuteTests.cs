using System.Diagnostics;
using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.Sql;

/// <summary>SQL of a step's own, and how long it may take.</summary>
[Collection(SqlBenchGroup.Name)]
public sealed class SqlExecuteTests(SqlBench bench)
{
    private const string Endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n";
    private const string Holder = """
        import os, sqlite3, sys, time
        connection = sqlite3.connect(sys.argv[1], isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        print("held", flush=True)
        while not os.path.exists(sys.argv[2]): time.sleep(0.01)
        connection.execute("ROLLBACK")
        """;

    private readonly string table = bench.NewTable().Replace(' ', '_').ToLowerInvariant();

    [Theory]
    [InlineData("pg")]
    [InlineData("lite")]
    public async Task A_query_gives_its_first_rows(string database)
    {
        Assert.Equal("""{"columns":["a","a"],"rows":[[1,"x"],[2,null]],"truncated":false}""", await ExecuteAsync(database, "SELECT 1 AS a, 'x' AS a UNION ALL SELECT 2, NULL ORDER BY 1; -- end"));
        Assert.Equal("""{"columns":["a"],"rows":[[1],[2],[3]],"truncated":false}""", await ExecuteAsync(database, "SELECT 1 AS a UNION ALL SELECT 2 UNION ALL SELECT 3 ORDER BY 1"));
        Assert.Equal("""{"columns":["a"],"rows":[[1],[2],[3]],"truncated":true}""", await ExecuteAsync(database, "SELECT 1 AS a UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 ORDER BY 1"));
        Assert.Equal("""{"columns":["a"],"rows":[],"truncated":false}""", await ExecuteAsync(database, "SELECT 1 AS a WHERE 1 = 0"));
    }

    [Theory]
    [InlineData("pg")]
    [InlineData("lite")]
    public async Task Several_statements_are_one_transaction(string database)
    {
        Assert.Equal(
            """{"affected":4,"columns":["sum"],"rows":[[6]],"truncated":false}""",
            await ExecuteAsync(database, $"CREATE TABLE {table} (a INTEGER); INSERT INTO {table} VALUES (1), (2), (3); UPDATE {table} SET a = 3 WHERE a = 3; SELECT sum(a) AS sum FROM {table}"));
        Assert.Equal("""{"affected":4,"columns":["a"],"rows":[[0],[0],[0]],"truncated":true}""", await ExecuteAsync(database, $"INSERT INTO {table} VALUES (0), (0), (0), (0) RETURNING a"));
        Assert.Equal("[[7]]", await bench.RowsAsync(database, $"SELECT count(*) FROM {table}"));
    }

    [Theory]
    [InlineData("pg", "SELECT pg_sleep(60)")]
    [InlineData("lite", Endless)]
    public async Task A_step_that_is_cancelled_is_rolled_back(string database, string slow)
    {
        await ExecuteAsync(database, $"CREATE TABLE {table} (a INTEGER)");
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(0.3));
        var watch = Stopwatch.StartNew();

        var outcome = await bench.TryAsync("ExecuteSQL", database, $"\"sql\": \"INSERT INTO {table} VALUES (1); {slow}\"", cancel.Token);

        Assert.Equal(StepOutcomeKind.Cancelled, outcome.Kind);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.2, 20);
        Assert.Equal("[[0]]", await bench.RowsAsync(database, $"SELECT count(*) FROM {table}"));
    }

    [Theory]
    [InlineData("pg", "SELECT pg_sleep(60)")]
    [InlineData("lite", Endless)]
    public async Task A_step_that_takes_too_long_is_ended_at_the_database(string database, string slow)
    {
        await using var plugin = await bench.LoadAsync(("timeout", 0.3));

        var outcome = await plugin.RunAsync("ExecuteSQL", $"\"database\": \"{database}\", \"sql\": \"{slow}\"");

        Assert.Equal((StepOutcomeKind.Failed, $"{database}: it did not end within 0.3 s (plugins.sql.settings.timeout), and was rolled back"), (outcome.Kind, outcome.Text));
        if (database == "pg") Assert.Equal("[[0]]", await bench.RowsAsync("pg", "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND state = 'active'"));
    }

    [Fact]
    public async Task A_file_that_another_program_has_is_waited_for()
    {
        await ExecuteAsync("lite", $"CREATE TABLE {table} (a INTEGER)");
        using var folder = new TemporaryFolder();
        using var other = Process.Start(new ProcessStartInfo("python3", ["-c", Holder, bench.File, folder["release"]]) { RedirectStandardOutput = true })!;
        Assert.Equal("held", await other.StandardOutput.ReadLineAsync());
        await using var hasty = await bench.LoadAsync(("timeout", 0.3));

        var outcome = await hasty.RunAsync("ExecuteSQL", $"\"database\": \"lite\", \"sql\": \"INSERT INTO {table} VALUES (1)\"");
        var waiting = ExecuteAsync("lite", $"INSERT INTO {table} VALUES (2)");
        Assert.False(waiting.IsCompleted);
        folder.Write("release", "");

        Assert.Equal("lite: it did not end within 0.3 s (plugins.sql.settings.timeout), and was rolled back", outcome.Text);
        Assert.Equal("""{"affected":1}""", await waiting);
        await other.WaitForExitAsync();
    }

    [Fact]
    public async Task Two_versions_of_the_plugin_take_turns_at_a_file()
    {
        await ExecuteAsync("lite", $"CREATE TABLE {table} (a INTEGER)");
        await using var next = await bench.LoadAsync(("timeout", 1.5));
        using var cancel = new CancellationTokenSource();
        var first = bench.TryAsync("ExecuteSQL", "lite", $"\"sql\": \"INSERT INTO {table} VALUES (1); {Endless}\"", cancel.Token);

        var outcome = await next.RunAsync("ExecuteSQL", $"\"database\": \"lite\", \"sql\": \"INSERT INTO {table} VALUES (2)\"");
        await cancel.CancelAsync();
        await first;
        var second = await next.RunAsync("ExecuteSQL", $"\"database\": \"lite\", \"sql\": \"INSERT INTO {table} VALUES (3)\"");

        Assert.Contains("did not end within 1.5 s", outcome.Text, StringComparison.Ordinal);
        Assert.Equal("""{"affected":1}""", second.Completed());
        Assert.Equal("[[3]]", await bench.RowsAsync("lite", $"SELECT a FROM {table}"));
    }

    [Fact]
    public async Task What_the_databases_say_of_bad_SQL_is_passed_on()
    {
        Assert.Equal("pg: syntax error at or near \"SELEKT\" (42601)", await bench.FailAsync("ExecuteSQL", "pg", """ "sql": "SELEKT 1" """));
        Assert.Equal("lite: near \"SELEKT\": syntax error", await bench.FailAsync("ExecuteSQL", "lite", """ "sql": "SELEKT 1" """));
        Assert.Equal("pg: relation \"nowhere\" does not exist (42P01)", await bench.FailAsync("ExecuteSQL", "pg", """ "sql": "SELECT * FROM nowhere" """));
        Assert.Equal("invalid parameters: sql: it is empty, expected SQL", await bench.RefuseAsync("ExecuteSQL", "pg", """ "sql": " " """));
    }

    private async Task<string?> ExecuteAsync(string database, string sql) => (await bench.TryAsync("ExecuteSQL", database, $"\"sql\": {System.Text.Json.JsonSerializer.Serialize(sql)}")).Completed();
}
