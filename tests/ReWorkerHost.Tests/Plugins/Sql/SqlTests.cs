namespace ReWorkerHost.Tests.Plugins.Sql;

/// <summary>What the subcommands do to tables and rows.</summary>
[Collection(SqlBenchGroup.Name)]
public sealed class SqlTests(SqlBench bench)
{
    private readonly string table = bench.NewTable();

    [Theory]
    [InlineData("pg")]
    [InlineData("lite")]
    public async Task A_table_is_made_filled_changed_and_dropped(string database)
    {
        Assert.Null(await bench.RunAsync("CreateTable", database, Named(""" "columns": { "col1": { "type": "String", "length": 255, "primary_key": true }, "col2": { "type": "string", "length": 255 } } """)));
        Assert.Equal("""{"affected":3}""", await bench.RunAsync("Insert", database, Named(""" "rows": [{ "col1": "hi", "col2": "hello" }, { "col1": "sup" }, { "col1": "yo", "col2": null }] """)));
        Assert.Null(await bench.RunAsync("AddTableColumns", database, Named(""" "columns": { "new_col": { "type": "String", "default": "none", "nullable": false }, "another": { "type": "Integer" } } """)));
        Assert.Equal("""[["hi","hello","none",null],["sup",null,"none",null],["yo",null,"none",null]]""", await RowsAsync(database, "*"));
        Assert.Equal("""{"affected":2}""", await bench.RunAsync("Delete", database, Named(""" "where": { "col2": null, "new_col": "none" } """)));
        Assert.Equal("""{"affected":0}""", await bench.RunAsync("Delete", database, Named(""" "where": { "col1": "hi", "col2": "not" } """)));
        Assert.Null(await bench.RunAsync("DropTableColumns", database, Named(""" "columns": ["col2", "another"] """)));
        Assert.Equal("""[["hi","none"]]""", await RowsAsync(database, "*"));
        Assert.Null(await bench.RunAsync("DropTable", database, Named()));
        Assert.Equal($"{database} has no table \"{table}\"", await bench.FailAsync("DropTable", database, Named()));
    }

    [Theory]
    [InlineData("pg")]
    [InlineData("lite")]
    public async Task A_whole_number_that_alone_is_the_key_counts_by_itself(string database)
    {
        await bench.RunAsync("CreateTable", database, Named(""" "columns": { "id": { "type": "Integer", "primary_key": true }, "text": { "type": "Text" } } """));

        await bench.RunAsync("Insert", database, Named(""" "rows": [{}, { "text": "b" }, { "id": 7 }] """));

        Assert.Equal("""[[1,null],[2,"b"],[7,null]]""", await RowsAsync(database, "*"));
    }

    [Theory]
    [InlineData("pg")]
    [InlineData("lite")]
    public async Task A_key_of_several_columns_and_what_is_unique_are_kept(string database)
    {
        await bench.RunAsync("CreateTable", database, Named(""" "columns": { "a": { "type": "Integer", "primary_key": true }, "b": { "type": "Integer", "primary_key": true }, "c": { "type": "Integer", "unique": true } } """));
        await bench.RunAsync("Insert", database, Named(""" "rows": [{ "a": 1, "b": 1, "c": 1 }, { "a": 1, "b": 2, "c": 2 }] """));

        Assert.Matches("(?i)unique", await bench.FailAsync("Insert", database, Named(""" "rows": [{ "a": 1, "b": 1, "c": 3 }] """)));
        Assert.Matches("(?i)unique", await bench.FailAsync("Insert", database, Named(""" "rows": [{ "a": 2, "b": 1, "c": 1 }] """)));
        Assert.Matches("(?i)null", await bench.FailAsync("Insert", database, Named(""" "rows": [{ "a": 2, "c": 3 }] """)));
    }

    [Fact]
    public async Task Columns_of_PostgreSQL_are_altered()
    {
        await bench.RunAsync("CreateTable", "pg", Named(""" "columns": { "a": { "type": "String", "length": 5, "default": "1" }, "b": { "type": "Integer", "nullable": false } } """));
        await bench.RunAsync("Insert", "pg", Named(""" "rows": [{ "a": "42", "b": 1 }] """));

        await bench.RunAsync("AlterTableColumns", "pg", Named(""" "columns": { "a": { "type": "BigInteger", "default": 7, "nullable": false }, "b": { "nullable": true } } """));
        await bench.RunAsync("Insert", "pg", Named(""" "rows": [{ "b": null }] """));

        Assert.Equal("[[7,null],[42,1]]", await RowsAsync("pg", "*"));
        Assert.Contains("invalid input syntax for type integer: \"x\" (22P02)", await FailToAlterAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_of_SQLite_are_not_altered_and_the_remedy_is_named() =>
        Assert.Contains("database: SQLite can't alter columns: make another table with CreateTable", await bench.RefuseAsync("AlterTableColumns", "lite", Named(""" "columns": { "a": { "type": "Integer" } } """)), StringComparison.Ordinal);

    [Theory]
    [InlineData("pg")]
    [InlineData("lite")]
    public async Task What_fails_leaves_nothing_behind(string database)
    {
        await bench.RunAsync("CreateTable", database, Named(""" "columns": { "a": { "type": "Integer", "unique": true } } """));

        Assert.NotEmpty(await bench.FailAsync("Insert", database, Named(""" "rows": [{ "a": 1 }, { "a": 2 }, { "a": 1 }] """)));
        Assert.NotEmpty(await bench.FailAsync("AddTableColumns", database, Named(""" "columns": { "b": { "type": "Integer" }, "A": { "type": "Text" }, "a": { "type": "Text" } } """)));
        Assert.NotEmpty(await bench.FailAsync("ExecuteSQL", database, $"\"sql\": \"INSERT INTO \\\"{table}\\\" VALUES (9); SELECT nothing FROM nowhere\""));

        Assert.Equal("[]", await RowsAsync(database, "*"));
        Assert.Equal($"the table \"{table}\" of {database} has no column \"b\", only a", await bench.FailAsync("DropTableColumns", database, Named(""" "columns": ["b"] """)));
    }

    [Theory]
    [InlineData("pg")]
    [InlineData("lite")]
    public async Task What_is_not_there_is_named(string database)
    {
        Assert.Equal($"{database} has no table \"{table}\"", await bench.FailAsync("Insert", database, Named(""" "rows": [{}] """)));
        await bench.RunAsync("CreateTable", database, Named(""" "columns": { "a": { "type": "Integer" }, "b": { "type": "Integer" } } """));

        Assert.Equal($"{database} has a table \"{table}\" already", await bench.FailAsync("CreateTable", database, Named(""" "columns": { "a": { "type": "Integer" } } """)));
        Assert.Equal($"the table \"{table}\" of {database} has no column \"x\", \"y\", only a, b", await bench.FailAsync("Insert", database, Named(""" "rows": [{ "a": 1, "x": 1 }, { "y": 2 }] """)));
        Assert.Equal($"the table \"{table}\" of {database} has no column \"x\", only a, b", await bench.FailAsync("Delete", database, Named(""" "where": { "x": 1 } """)));
    }

    private async Task<string> FailToAlterAsync()
    {
        await bench.RunAsync("AddTableColumns", "pg", Named(""" "columns": { "c": { "type": "Text", "default": "x" } } """));
        return await bench.FailAsync("AlterTableColumns", "pg", Named(""" "columns": { "c": { "type": "Integer", "default": 1 } } """));
    }

    private string Named(string? more = null) => $"\"name\": \"{table}\"{(more is null ? "" : ", " + more)}";

    private Task<string> RowsAsync(string database, string columns) => bench.RowsAsync(database, $"SELECT {columns} FROM \"{table}\" ORDER BY 1");
}
