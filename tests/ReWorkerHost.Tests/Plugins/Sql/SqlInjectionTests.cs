using System.Text.Json;

namespace ReWorkerHost.Tests.Plugins.Sql;

/// <summary>Names and values are never SQL.</summary>
[Collection(SqlBenchGroup.Name)]
public sealed class SqlInjectionTests(SqlBench bench)
{
    private readonly string victim = bench.NewTable();

    public static TheoryData<string, string> Texts
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var database in new[] { "pg", "lite" })
            {
                foreach (var text in new[] { "'; DROP TABLE \"{0}\"; --", "\"; DROP TABLE \"{0}\"; --", "x\" INTEGER); DELETE FROM \"{0}\"; --", "\\'; DROP TABLE \"{0}\"; --", "$1 /* ' */ ?", "a\"\"b''c" }) data.Add(database, text);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_name_and_a_value_are_what_they_are(string database, string pattern)
    {
        var text = pattern.Replace("{0}", victim, StringComparison.Ordinal);
        var (table, value) = (JsonSerializer.Serialize(text[..Math.Min(50, text.Length)] + bench.NewTable()), JsonSerializer.Serialize(text));
        await bench.RunAsync("CreateTable", database, $"\"name\": \"{victim}\", \"columns\": {{ \"a\": {{ \"type\": \"Integer\" }} }}");
        await bench.RunAsync("Insert", database, $"\"name\": \"{victim}\", \"rows\": [{{ \"a\": 1 }}]");

        await bench.RunAsync("CreateTable", database, $"\"name\": {table}, \"columns\": {{ {value}: {{ \"type\": \"Text\", \"default\": {value} }}, \"b\": {{ \"type\": \"Integer\" }} }}");
        await bench.RunAsync("AddTableColumns", database, $"\"name\": {table}, \"columns\": {{ \"c\": {{ \"type\": \"Text\", \"default\": {value} }} }}");
        await bench.RunAsync("Insert", database, $"\"name\": {table}, \"rows\": [{{ {value}: {value}, \"b\": 1 }}, {{ \"b\": 2 }}]");
        var rows = await bench.RowsAsync(database, $"SELECT * FROM \"{JsonElement.Parse(table).GetString()!.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        var deleted = await bench.RunAsync("Delete", database, $"\"name\": {table}, \"where\": {{ {value}: {value}, \"c\": {value} }}");
        await bench.RunAsync("DropTableColumns", database, $"\"name\": {table}, \"columns\": [{value}]");
        await bench.RunAsync("DropTable", database, $"\"name\": {table}");

        Assert.Equal([[text, "1", text], [text, "2", text]], JsonElement.Parse(rows).EnumerateArray().Select(row => row.EnumerateArray().Select(cell => cell.ToString()).ToArray()));
        Assert.Equal("""{"affected":2}""", deleted);
        Assert.Equal("[[1]]", await bench.RowsAsync(database, $"SELECT * FROM \"{victim}\""));
    }

    [Fact]
    public async Task A_default_means_the_same_where_backslashes_escape()
    {
        await using var connection = await bench.ConnectAsync();
        await using (var command = new Npgsql.NpgsqlCommand("ALTER ROLE re IN DATABASE app SET standard_conforming_strings = off", connection)) await command.ExecuteNonQueryAsync();
        try
        {
            await bench.RunAsync("CreateTable", "pg", $$"""
                "name": "{{victim}}", "columns": { "a": { "type": "Text", "default": "\\'; DROP TABLE x; --" }, "b": { "type": "Integer" } }
                """);
            await bench.RunAsync("Insert", "pg", $"\"name\": \"{victim}\", \"rows\": [{{ \"b\": 1 }}]");

            Assert.Equal("""[["\\'; DROP TABLE x; --"]]""", await bench.RowsAsync("pg", $"SELECT a FROM \"{victim}\""));
        }
        finally
        {
            await using var command = new Npgsql.NpgsqlCommand("ALTER ROLE re IN DATABASE app RESET standard_conforming_strings", connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    [Fact]
    public async Task Sql_of_a_step_stays_in_its_file() =>
        Assert.Equal("lite: too many attached databases - max 0", await bench.FailAsync("ExecuteSQL", "lite", """ "sql": "ATTACH DATABASE '/tmp/other.db' AS other" """));
}
