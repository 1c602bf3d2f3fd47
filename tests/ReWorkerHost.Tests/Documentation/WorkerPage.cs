using System.Text.Json.Nodes;
using ReWorkerHost.Configuration;
using ReWorkerHost.Loading;
using ReWorkerHost.Playbooks;
using ReWorkerHost.Tests.Architecture;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Plugins;

namespace ReWorkerHost.Tests.Documentation;

/// <summary>The page of a worker, and what every such page must have.</summary>
/// <param name="name">The worker's name.</param>
internal sealed class WorkerPage(string name)
{
    /// <summary>The page.</summary>
    public Document Document { get; } = new($"docs/workers/{name}.md");

    /// <summary>The steps of its playbook.</summary>
    /// <param name="change">Changes the playbook's text.</param>
    public IReadOnlyList<PlaybookStep> Steps(Func<string, string> change) =>
        [.. PlaybookFile.Parse(change(Assert.Single(Document.Blocks("yaml"))), isJson: false).Execution.SelectMany(sequence => sequence.Steps)];

    /// <summary>The plugin's settings in its example of <c>plugins.json</c>, which the host can read.</summary>
    public JsonObject Settings()
    {
        using var folder = new TemporaryFolder();
        var example = Assert.Single(Document.Blocks("json"));
        PluginsFile.Read(folder.Write("plugins.json", example));
        return Settings(JsonNode.Parse(example)!);
    }

    /// <summary>The plugin's settings in the <c>plugins.json</c> that is ready in the repository.</summary>
    public JsonObject ReadySettings() => Settings(JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "plugins.json")))!);

    /// <summary>Each parameter and each dynamic value has a row.</summary>
    public void NamesEveryParameter(PluginUnderTest plugin) => HasRows(
        from subcommand in plugin.Worker.Description.Subcommands
        from parameter in subcommand.Parameters.Select(parameter => parameter.Name).Append(subcommand.Name)
        select parameter);

    /// <summary>Each setting has a row.</summary>
    public async Task NamesEverySettingAsync()
    {
        var error = await Assert.ThrowsAsync<PluginLoadException>(() => PluginUnderTest.LoadAsync(name, new { unknown = 1 }));
        HasRows(error.Message.Split(".unknown: unknown, expected ")[1].Split(';')[0].Split([", ", " or "], StringSplitOptions.None));
    }

    /// <summary>Each key has a row.</summary>
    public void HasRows(IEnumerable<string> keys) => Findings.None(
        from key in keys.Distinct()
        where !Document.Text.Contains($"| `{key}` |", StringComparison.Ordinal)
        select $"{Document.Path} has no row for {key}");

    private JsonObject Settings(JsonNode file) => file["plugins"]![name]!["settings"]!.DeepClone().AsObject();
}
