using System.Text.Json.Nodes;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Configuration;
using ReWorkerHost.Playbooks;
using ReWorkerHost.Tests.Architecture;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Plugins;
using ReWorkerHost.Tests.Plugins.HttpRequest;

namespace ReWorkerHost.Tests.Documentation;

/// <summary>The pages of single workers: what they show is run, and what the workers take is in them.</summary>
public sealed class WorkerPagesTests : IDisposable
{
    private static readonly Document Output = new("docs/workers/output.md");
    private static readonly Document HttpRequest = new("docs/workers/httprequest.md");
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_messages_of_the_output_page_become_the_file_that_it_shows()
    {
        var settings = SettingsOf("output", Output);
        settings["output_dir"] = folder.Path;
        await using var plugin = await PluginUnderTest.LoadAsync("output", settings);
        var texts = Output.Blocks("");

        foreach (var line in texts[0].TrimEnd('\n').Split('\n')) await plugin.Worker.WriteAsync(new OutputMessage("4f0c", null, line), CancellationToken.None);

        Assert.Equal(texts[1], await File.ReadAllTextAsync(folder["4f0c.log"]));
    }

    [Fact]
    public async Task The_playbook_of_the_httprequest_page_runs()
    {
        await using var server = await WebServer.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Method switch { "PUT" => 201, "DELETE" => 204, _ => 200 };
            return Task.CompletedTask;
        });
        await using var plugin = await Asking.LoadAsync();
        var playbook = PlaybookFile.Parse(Assert.Single(HttpRequest.Blocks("yaml")).Replace(":8080", $":{server.Port}", StringComparison.Ordinal), isJson: false);

        foreach (var step in playbook.Execution.SelectMany(sequence => sequence.Steps))
        {
            Assert.Equal(StepOutcomeKind.Completed, (await plugin.RunAsync(step.Name.Subcommand, step.Parameters.ToJsonString()[1..^1])).Kind);
        }

        Assert.Equal(["PUT", "GET", "POST", "DELETE"], server.Seen.Select(seen => seen.Method));
    }

    [Fact]
    public async Task The_failure_of_the_httprequest_page_is_the_workers()
    {
        await using var server = await WebServer.StartAsync(404);
        await using var plugin = await Asking.LoadAsync();

        var failure = await plugin.FailureAsync("Get", $"{server.Address}/missing");

        Assert.Equal(Assert.Single(HttpRequest.Blocks("")), failure.Replace($":{server.Port}", ":8080", StringComparison.Ordinal) + "\n");
    }

    [Fact]
    public async Task The_settings_of_the_httprequest_page_can_be_used()
    {
        await using var plugin = await PluginUnderTest.LoadAsync("httprequest", SettingsOf("httprequest", HttpRequest));

        Findings.None(
            from parameter in plugin.Worker.Description.Subcommands.SelectMany(subcommand => subcommand.Parameters).Select(parameter => parameter.Name).Distinct()
            where !HttpRequest.Text.Contains($"| `{parameter}` |", StringComparison.Ordinal)
            select $"{HttpRequest.Path} has no row for {parameter}");
    }

    [Theory]
    [InlineData("output")]
    [InlineData("httprequest")]
    public async Task The_page_names_every_setting_that_the_worker_knows(string name)
    {
        var error = await Assert.ThrowsAsync<PluginLoadException>(() => PluginUnderTest.LoadAsync(name, new { unknown = 1 }));
        var known = error.Message.Split(".unknown: unknown, expected ")[1].Split(';')[0].Split([", ", " or "], StringSplitOptions.None);

        Findings.None(
            from key in known
            where !new Document($"docs/workers/{name}.md").Text.Contains($"| `{key}` |", StringComparison.Ordinal)
            select $"docs/workers/{name}.md has no row for {key}");
    }

    [Theory]
    [InlineData("output")]
    [InlineData("httprequest")]
    public async Task The_ready_plugins_json_lets_the_worker_run(string name)
    {
        var ready = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "plugins.json")))!;
        var settings = ready["plugins"]![name]!["settings"]!.AsObject();
        if (name == "output")
        {
            Assert.Equal("state/output", settings["output_dir"]!.GetValue<string>());
            settings["output_dir"] = folder.Path;
        }

        await using var plugin = await PluginUnderTest.LoadAsync(name, settings);

        Assert.Equal(name, plugin.Worker.Description.Name);
    }

    /// <summary>A plugin's settings in the page's example of <c>plugins.json</c>, which the host can read.</summary>
    private JsonObject SettingsOf(string plugin, Document page)
    {
        var example = Assert.Single(page.Blocks("json"));
        PluginsFile.Read(folder.Write("plugins.json", example));
        return JsonNode.Parse(example)!["plugins"]![plugin]!["settings"]!.DeepClone().AsObject();
    }
}
