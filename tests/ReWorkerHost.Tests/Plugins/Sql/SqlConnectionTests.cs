using System.Text.Json;
using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Loading;

namespace ReWorkerHost.Tests.Plugins.Sql;

/// <summary>How databases are reached, and what is left of it.</summary>
[Collection(SqlBenchGroup.Name)]
public sealed class SqlConnectionTests(SqlBench bench)
{
    private const string Ask = "\"database\": \"db\", \"sql\": \"SELECT 1 AS a\"";

    [Fact]
    public async Task A_connection_string_and_TLS_are_used()
    {
        await using var plain = await LoadAsync(new { kind = "postgresql", connection = bench.Postgresql.ConnectionString() });
        await using var safe = await LoadAsync(Parts(ssl: "verify", file: bench.Postgresql.CertificateFile));
        const string isEncrypted = "\"database\": \"db\", \"sql\": \"SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()\"";

        Assert.Contains("[[1]]", (await plain.RunAsync("ExecuteSQL", Ask)).Completed(), StringComparison.Ordinal);
        Assert.Contains("[[true]]", (await safe.RunAsync("ExecuteSQL", isEncrypted)).Completed(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_refused()
    {
        await using var plugin = await LoadAsync(Parts(ssl: "verify"));

        Assert.Contains("certificate", (await plugin.RunAsync("ExecuteSQL", Ask)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_not_be_reached_fails_the_step_without_its_password()
    {
        await using var wrong = await LoadAsync(Parts(password: "wrong-secret"));
        await using var none = await LoadAsync(Parts(port: ServerProcess.FreePort()));
        await using var unknown = await LoadAsync(Parts(database: "nowhere"));

        Assert.Equal("db: password authentication failed for user \"re\" (28P01)", (await wrong.RunAsync("ExecuteSQL", Ask)).Text);
        Assert.Matches("^db: Failed to connect to 127.0.0.1:[0-9]+: Connection refused$", (await none.RunAsync("ExecuteSQL", Ask)).Text);
        Assert.Equal("db: database \"nowhere\" does not exist (3D000)", (await unknown.RunAsync("ExecuteSQL", Ask)).Text);
    }

    [Theory]
    [InlineData("pg")]
    [InlineData("lite")]
    public async Task It_goes_from_memory_after_it_has_worked(string database)
    {
        using var folder = new TemporaryFolder();
        folder.Install("sql");
        var plugin = new UnloadedPlugin(folder);

        Assert.Contains("[[1]]", await plugin.LiveAsync("ExecuteSQL", $"{{ {Ask.Replace("\"db\"", $"\"{database}\"", StringComparison.Ordinal)} }}", JsonSerializer.Serialize(bench.Settings())), StringComparison.Ordinal);

        Assert.True(await plugin.IsGoneAsync(), "it stays in memory");
        Assert.Equal("[[0]]", await bench.RowsAsync("pg", "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'reworkerhost sql' AND pid <> pg_backend_pid()"));
    }

    private static Task<PluginUnderTest> LoadAsync(object database) => PluginUnderTest.LoadAsync("sql", new { databases = new { db = database } });

    private Dictionary<string, object> Parts(string? ssl = null, string? file = null, string? password = null, int? port = null, string database = "app")
    {
        var parts = new Dictionary<string, object>
        {
            ["kind"] = "postgresql",
            ["host"] = "127.0.0.1",
            ["port"] = port ?? bench.Postgresql.Port,
            ["database"] = database,
            ["user"] = "re",
            ["password"] = password ?? bench.Postgresql.Password,
        };
        if (ssl is not null) parts["ssl"] = ssl;
        if (file is not null) parts["ca_file"] = file;
        return parts;
    }
}
