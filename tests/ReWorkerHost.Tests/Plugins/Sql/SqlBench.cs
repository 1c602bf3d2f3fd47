using Npgsql;
using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.Sql;

/// <summary>The worker sql with a real database of each kind: <c>pg</c> and <c>lite</c>.</summary>
public sealed class SqlBench : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private PluginUnderTest? plugin;
    private int tables;

    /// <summary>The server of <c>pg</c>.</summary>
    public PostgresqlNode Postgresql { get; } = new();

    /// <summary>The file of <c>lite</c>.</summary>
    public string File => folder["lite.db"];

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        await Postgresql.InitializeAsync();
        plugin = await LoadAsync(("max_rows", 3), ("timeout", 60));
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (plugin is not null) await plugin.DisposeAsync();
        await Postgresql.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>A name for a table that no other test uses.</summary>
    public string NewTable() => $"Table {Interlocked.Increment(ref tables)}";

    /// <summary>Loads the worker once more, with other settings.</summary>
    internal Task<PluginUnderTest> LoadAsync(params (string Key, object Value)[] settings) => PluginUnderTest.LoadAsync("sql", Settings(settings));

    /// <summary>The settings for both databases, and others.</summary>
    internal Dictionary<string, object> Settings(params (string Key, object Value)[] settings)
    {
        var all = new Dictionary<string, object>
        {
            ["databases"] = new
            {
                pg = new { kind = "postgresql", host = "127.0.0.1", port = Postgresql.Port, database = "app", user = "re", password = Postgresql.Password },
                lite = new { kind = "sqlite", connection = File },
            },
        };
        foreach (var (key, value) in settings) all[key] = value;
        return all;
    }

    /// <summary>Runs a step.</summary>
    internal Task<StepOutcome> TryAsync(string subcommand, string database, string parameters, CancellationToken cancellationToken = default) =>
        plugin!.RunAsync(subcommand, $"\"database\": \"{database}\", {parameters}", cancellationToken: cancellationToken);

    /// <summary>Runs a step that completes, and gives its data.</summary>
    internal async Task<string?> RunAsync(string subcommand, string database, string parameters) => (await TryAsync(subcommand, database, parameters)).Completed();

    /// <summary>Carries out SQL, and gives the rows.</summary>
    internal async Task<string> RowsAsync(string database, string sql)
    {
        var data = System.Text.Json.JsonElement.Parse((await RunAsync("ExecuteSQL", database, $"\"sql\": {System.Text.Json.JsonSerializer.Serialize(sql)}"))!);
        return data.GetProperty("rows").GetRawText();
    }

    /// <summary>Runs a step that is refused before it begins, and gives why.</summary>
    internal Task<string> RefuseAsync(string subcommand, string database, string parameters) => EndAsync(StepOutcomeKind.Refused, subcommand, database, parameters);

    /// <summary>Runs a step that fails, and gives why.</summary>
    internal Task<string> FailAsync(string subcommand, string database, string parameters) => EndAsync(StepOutcomeKind.Failed, subcommand, database, parameters);

    /// <summary>Opens a connection of the test's own to <c>pg</c>.</summary>
    internal async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(Postgresql.ConnectionString() + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private async Task<string> EndAsync(StepOutcomeKind kind, string subcommand, string database, string parameters)
    {
        var outcome = await TryAsync(subcommand, database, parameters);
        Assert.True(outcome.Kind == kind, $"{outcome.Kind}: {outcome.Text} {outcome.Detail} {outcome.DataText()}");
        return outcome.Text!;
    }
}
