using ReWorkerHost.Loading;

namespace ReWorkerHost.Tests.Plugins.Sql;

/// <summary>What is refused before a step begins, and before the plugin does.</summary>
[Collection(SqlBenchGroup.Name)]
public sealed class SqlRefusalTests(SqlBench bench)
{
    [Fact]
    public async Task Everything_that_is_wrong_with_columns_is_said_at_once()
    {
        var refusal = await bench.RefuseAsync("CreateTable", "none", $$"""
            "name": "", "columns": {
              "a": { "length": 5 }, "b": { "type": "Integer", "length": 5, "size": 1 }, "c": { "type": "Numeric", "precision": 2, "scale": 3 }, "d": { "type": "Float", "precision": 2 }, "e": { "type": "Numeric", "scale": 1 },
              "f": { "type": "Text", "default": [] }, "g": { "type": "Integer", "primary_key": true, "nullable": true }, "h\u0000": { "type": "Integer" }
            }
            """);

        Assert.All(
            new[]
            {
                "database: there is no \"none\" in plugins.sql.settings.databases", "name: it is empty", "columns.a.type: it is missing, expected one of BigInteger, ", "columns.a.length: only String and Unicode",
                "columns.b.length: only", "columns.b.size: unknown, expected type, length, ", "columns.c.scale: it is larger", "columns.d.precision: only Numeric", "columns.e.scale: it needs precision",
                "columns.f.default: expected", "columns.g.nullable: a column", "columns: it has control characters",
            },
            problem => Assert.Contains(problem, refusal, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("CreateTable", "\"columns\": {}", "columns: it is empty")]
    [InlineData("CreateTable", "\"columns\": { \"a\": { \"type\": \"Blob\" } }", "columns.a.type: expected one of big_integer, ")]
    [InlineData("AlterTableColumns", "\"columns\": { \"a\": {} }", "columns.a.type: it is missing, and so are nullable and default")]
    [InlineData("AlterTableColumns", "\"columns\": { \"a\": { \"type\": \"Integer\", \"unique\": true } }", "columns.a.unique: unknown, expected type, length, precision, scale, nullable or default")]
    [InlineData("DropTableColumns", "\"columns\": []", "columns: it is empty")]
    [InlineData("DropTableColumns", "\"columns\": [\"a\", \"a\"]", "columns: a column is named twice")]
    [InlineData("Insert", "\"rows\": []", "rows: it is empty")]
    [InlineData("Insert", "\"rows\": { \"a\": 1 }", "rows: expected a list")]
    [InlineData("Delete", "\"where\": {}", "where: it is empty, which would delete every row")]
    [InlineData("Delete", "\"where\": { \"a\": [1] }", "where.a: expected a string, number, boolean or null")]
    [InlineData("Truncate", "\"where\": {}", "sql has no subcommand \"Truncate\", expected one of ")]
    public async Task What_can_not_be_is_refused(string subcommand, string parameters, string problem) =>
        Assert.Contains(problem, await bench.RefuseAsync(subcommand, "pg", $"\"name\": \"t\", {parameters}"), StringComparison.Ordinal);

    [Fact]
    public async Task A_name_that_PostgreSQL_would_cut_is_refused() =>
        Assert.Contains("is longer than 63 bytes", await bench.RefuseAsync("DropTable", "pg", $"\"name\": \"{new string('ü', 32)}\""), StringComparison.Ordinal);

    [Fact]
    public async Task Everything_that_is_wrong_with_the_settings_is_said_at_once_and_no_password()
    {
        var error = await Assert.ThrowsAsync<PluginLoadException>(() => PluginUnderTest.LoadAsync("sql", new
        {
            databases = new
            {
                a = new { kind = "oracle" },
                b = new { kind = "postgresql", host = "h", port = 0, ssl = "on", password = "geheim", ca_file = "x" },
                c = new { kind = "postgresql", connection = "Host=h;Pasword=geheim" },
                d = new { kind = "postgresql", connection = "Host=h;Password=geheim", user = "u" },
                e = new { kind = "sqlite", connection = "/nowhere/at/all.db", password = "geheim" },
                f = new { kind = "sqlite", connection = ":memory:", file = "x" },
                g = new { connection = "geheim" },
            },
            timeout = 0,
            max_rows = -1,
            uri = "x",
        }));

        Assert.All(
            new[]
            {
                "databases.a.kind: expected postgresql or sqlite", "databases.b.database: it is missing", "databases.b.user: it is missing", "databases.b.port: expected a port", "databases.b.ssl: expected disable, ",
                "databases.b.ca_file: it is used only with", "databases.c.connection: expected a connection string", "databases.d.user: it belongs into connection", "databases.e.password: a database of the kind sqlite",
                "databases.e.connection: the folder of /nowhere/at/all.db is not there", "databases.f.file: unknown, expected kind, connection, host, ", "databases.f.connection: expected the path",
                "databases.g.kind: it is missing, expected postgresql or sqlite", "timeout: expected seconds, 0.1 to 86400", "max_rows: expected a whole number, 0 to 100000", "uri: unknown, expected databases, timeout or max_rows",
            },
            problem => Assert.Contains($"plugins.sql.settings.{problem}", error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("geheim", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_settings_it_loads_and_knows_no_database()
    {
        await using var plugin = await PluginUnderTest.LoadAsync("sql");

        Assert.Equal("invalid parameters: database: there is no \"app\" in plugins.sql.settings.databases", (await plugin.RunAsync("DropTable", "\"database\": \"app\", \"name\": \"t\"")).Text);
    }
}
