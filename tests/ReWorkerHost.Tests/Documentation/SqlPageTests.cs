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
    private static readonly Document Page = new("docs/workers/sql.md");

    [Fact]
    public async Task The_playbook_of_the_page_runs_with_the_settings_of_the_page()
    {
        var settings = SettingsOfPage.Read(Page, "sql");
        var app = settings["databases"]!["app"]!;
        (app["port"], app["password"]) = (bench.Postgresql.Port, bench.Postgresql.Password);
        await using var plugin = await PluginUnderTest.LoadAsync("sql", settings);
        var data = new Dictionary<string, string?>();

        foreach (var step in PlaybookFile.Parse(Assert.Single(Page.Blocks("yaml")), isJson: false).Execution[0].Steps)
        {
            data[step.Name.Subcommand] = (await plugin.RunAsync(step.Name.Subcommand, step.Parameters.ToJsonString()[1..^1])).Completed();
        }

        Assert.Equal(8, data.Count);
        Assert.Equal(("""{"affected":2}""", """{"affected":1}""", null), (data["Insert"], data["Delete"], data["DropTable"]));
        Assert.Equal(Assert.Single(Page.Blocks("")), data["ExecuteSQL"] + "\n");
    }

    [Fact]
    public async Task The_page_names_every_subcommand_parameter_and_type()
    {
        await using var plugin = await PluginUnderTest.LoadAsync("sql", SettingsOfPage.Ready("sql")["settings"]);
        var subcommands = plugin.Worker.Description.Subcommands;

        SettingsOfPage.Rows(Page, subcommands.Select(subcommand => subcommand.Name).Concat(subcommands.SelectMany(subcommand => subcommand.Parameters).Select(parameter => parameter.Name)).Distinct());
        SettingsOfPage.Rows(Page, ["type", "length", "precision", "scale", "primary_key", "nullable", "unique", "default"]);
        var types = (await bench.RefuseAsync("CreateTable", "lite", """ "name": "t", "columns": { "a": {} } """)).Split("expected one of ")[1].Split(", ");
        Assert.Equal(16, types.Length);
        Findings.None(from type in types where !Page.Text.Contains($"`{type}`", StringComparison.OrdinalIgnoreCase) select $"{Page.Path} does not name {type}");
    }

    [Fact]
    public async Task The_page_names_every_setting()
    {
        await SettingsOfPage.NamesAllAsync(Page, "sql");
        SettingsOfPage.Rows(Page, ["kind", "connection", "host", "port", "database", "user", "password", "ssl", "ca_file"]);
    }

    [Fact]
    public async Task The_error_of_the_page_is_the_databases()
    {
        await bench.RunAsync("CreateTable", "pg", """ "name": "soon", "columns": { "a": { "type": "Date" } } """);

        var failure = await bench.FailAsync("Insert", "pg", """ "name": "soon", "rows": [{ "a": "soon" }] """);

        Assert.Contains(failure.Replace("pg: ", "`app: ", StringComparison.Ordinal) + "`", Page.Text, StringComparison.Ordinal);
    }
}
