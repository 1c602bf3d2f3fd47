using ReWorkerHost.Playbooks;
using ReWorkerHost.Tests.Architecture;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Plugins;
using ReWorkerHost.Tests.Plugins.Sql;

namespace ReWorkerHost.Tests.Documentation;

/// <summary>The page of the worker sql: what it shows is run, and what the worker takes is in it.</summary>
[Collection(SqlBenchGroup.Name)]
public sealed class SqlPageTests(SqlBench bench)
{
    private static readonly WorkerPage Page = new("sql");

    [Fact]
    public async Task The_playbook_of_the_page_runs_with_the_settings_of_the_page()
    {
        var settings = Page.Settings();
        var app = settings["databases"]!["app"]!;
        (app["port"], app["password"]) = (bench.Postgresql.Port, bench.Postgresql.Password);
        await using var plugin = await PluginUnderTest.LoadAsync("sql", settings);
        var data = new Dictionary<string, string?>();

        foreach (var step in PlaybookFile.Parse(Assert.Single(Page.Document.Blocks("yaml")), isJson: false).Execution[0].Steps)
        {
            data[step.Name.Subcommand] = (await plugin.RunAsync(step.Name.Subcommand, step.Parameters.ToJsonString()[1..^1])).Completed();
        }

        Assert.Equal(8, data.Count);
        Assert.Equal(("""{"affected":2}""", """{"affected":1}""", null), (data["Insert"], data["Delete"], data["DropTable"]));
        Assert.Equal(Assert.Single(Page.Document.Blocks("")), data["ExecuteSQL"] + "\n");
    }

    [Fact]
    public async Task The_page_names_every_subcommand_parameter_and_type()
    {
        await using var plugin = await PluginUnderTest.LoadAsync("sql");

        Page.NamesEveryParameter(plugin);
        Page.HasRows(["type", "length", "precision", "scale", "primary_key", "nullable", "unique", "default"]);
        var types = (await bench.RefuseAsync("CreateTable", "lite", """ "name": "t", "columns": { "a": {} } """)).Split("expected one of ")[1].Split(", ");
        Assert.Equal(16, types.Length);
        Findings.None(from type in types where !Page.Document.Text.Contains($"`{type}`", StringComparison.OrdinalIgnoreCase) select $"{Page.Document.Path} does not name {type}");
    }

    [Fact]
    public async Task The_page_names_every_setting()
    {
        await Page.NamesEverySettingAsync();
        Page.HasRows(["kind", "connection", "host", "port", "database", "user", "password", "ssl", "ca_file"]);
    }

    [Fact]
    public async Task The_error_of_the_page_is_the_databases()
    {
        await bench.RunAsync("CreateTable", "pg", """ "name": "soon", "columns": { "a": { "type": "Date" } } """);

        var failure = await bench.FailAsync("Insert", "pg", """ "name": "soon", "rows": [{ "a": "soon" }] """);

        Assert.Contains(failure.Replace("pg: ", "`app: ", StringComparison.Ordinal) + "`", Page.Document.Text, StringComparison.Ordinal);
    }
}
