namespace ReWorkerHost.Tests.Plugins.Sql;

/// <summary>JSON becomes what each column is, and comes back.</summary>
[Collection(SqlBenchGroup.Name)]
public sealed class SqlTypesTests(SqlBench bench)
{
    private const string Columns = """
        "columns": {
          "big": { "type": "BigInteger" }, "yes": { "type": "Boolean" }, "day": { "type": "Date" }, "moment": { "type": "DateTime" }, "ratio": { "type": "Float" }, "number": { "type": "Integer" },
          "span": { "type": "Interval" }, "tree": { "type": "JSON" }, "bytes": { "type": "LargeBinary" }, "price": { "type": "Numeric", "precision": 30, "scale": 10 }, "small": { "type": "SmallInteger" },
          "name": { "type": "String", "length": 20 }, "text": { "type": "Text" }, "time": { "type": "Time" }, "uname": { "type": "Unicode", "length": 20 }, "utext": { "type": "UnicodeText" }
        }
        """;

    private const string Row = """
        { "big": 9223372036854775807, "yes": true, "day": "2026-01-01", "moment": "2026-01-01 12:30:00", "ratio": 0.1, "number": -5, "span": "1 day", "tree": { "a": [1, null, "ü"] },
          "bytes": "AP8=", "price": 12345678901234567890.0123456789, "small": 3, "name": "Grüße", "text": "'\"\\", "time": "23:59:59", "uname": "☃", "utext": "ß" }
        """;

    private readonly string table = bench.NewTable();

    [Fact]
    public async Task Every_type_of_PostgreSQL()
    {
        await bench.RunAsync("CreateTable", "pg", $"\"name\": \"{table}\", {Columns}");

        await bench.RunAsync("Insert", "pg", $"\"name\": \"{table}\", \"rows\": [{Row}]");

        Assert.Equal(
            """[[9223372036854775807,true,"2026-01-01","2026-01-01 12:30:00",0.1,-5,"1 day",{"a":[1,null,"ü"]},"AP8=",12345678901234567890.0123456789,3,"Grüße","'\"\\","23:59:59","☃","ß"]]""",
            await bench.RowsAsync("pg", $"SELECT * FROM \"{table}\""));
        Assert.Equal("""{"affected":1}""", await bench.RunAsync("Delete", "pg", $$"""
            "name": "{{table}}", "where": { "big": 9223372036854775807, "yes": true, "day": "2026-01-01", "price": 12345678901234567890.0123456789, "bytes": "AP8=", "time": "23:59:59", "name": "Grüße" }
            """));
    }

    [Fact]
    public async Task Every_type_of_SQLite()
    {
        await bench.RunAsync("CreateTable", "lite", $"\"name\": \"{table}\", {Columns}");

        await bench.RunAsync("Insert", "lite", $"\"name\": \"{table}\", \"rows\": [{Row}]");

        Assert.Equal(
            """[[9223372036854775807,1,"2026-01-01","2026-01-01 12:30:00",0.1,-5,"1 day","{ \"a\": [1, null, \"ü\"] }","AP8=",12345678901234567000,3,"Grüße","'\"\\","23:59:59","☃","ß"]]""",
            (await bench.RowsAsync("lite", $"SELECT * FROM \"{table}\"")).Replace("1.2345678901234567E+19", "12345678901234567000", StringComparison.Ordinal));
        Assert.Equal("""{"affected":1}""", await bench.RunAsync("Delete", "lite", $"\"name\": \"{table}\", \"where\": {{ \"bytes\": \"AP8=\", \"yes\": true, \"name\": \"Grüße\" }}"));
    }

    [Fact]
    public async Task What_a_column_can_not_hold_is_said()
    {
        await bench.RunAsync("CreateTable", "pg", $"\"name\": \"{table}\", {Columns}");
        await bench.RunAsync("CreateTable", "lite", $"\"name\": \"{table}\", {Columns}");

        Assert.Equal("pg: invalid input syntax for type date: \"soon\" (22007)", await FailAsync("pg", """ "day": "soon" """));
        Assert.Equal("pg: value \"70000\" is out of range for type smallint (22003)", await FailAsync("pg", """ "small": 70000 """));
        Assert.Equal("pg: value too long for type character varying(20) (22001)", await FailAsync("pg", """ "name": "123456789012345678901" """));
        Assert.Equal("pg: the column \"bytes\" holds bytes: expected base64", await FailAsync("pg", """ "bytes": "?" """));
        Assert.Equal("lite: the column \"bytes\" holds bytes: expected base64", await FailAsync("lite", """ "bytes": "?" """));
    }

    [Fact]
    public async Task Texts_and_null_go_into_JSON_as_such()
    {
        await bench.RunAsync("CreateTable", "pg", $"\"name\": \"{table}\", \"columns\": {{ \"tree\": {{ \"type\": \"JSON\" }} }}");

        await bench.RunAsync("Insert", "pg", $"\"name\": \"{table}\", \"rows\": [{{ \"tree\": \"text\" }}, {{ \"tree\": 1.50 }}, {{ \"tree\": null }}]");

        Assert.Equal("""[["text"],[1.50],[null]]""", await bench.RowsAsync("pg", $"SELECT * FROM \"{table}\""));
    }

    private Task<string> FailAsync(string database, string value) => bench.FailAsync("Insert", database, $"\"name\": \"{table}\", \"rows\": [{{ {value} }}]");
}
