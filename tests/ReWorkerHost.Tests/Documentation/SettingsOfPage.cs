using System.Text.Json.Nodes;
using ReWorkerHost.Configuration;
using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Architecture;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Plugins;

namespace ReWorkerHost.Tests.Documentation;

/// <summary>What the page of a worker says of its settings.</summary>
internal static class SettingsOfPage
{
    /// <summary>A plugin's settings in the page's only example of <c>plugins.json</c>, which the host can read.</summary>
    public static JsonObject Read(Document page, string plugin)
    {
        using var folder = new TemporaryFolder();
        var example = Assert.Single(page.Blocks("json"));
        PluginsFile.Read(folder.Write("plugins.json", example));
        return JsonNode.Parse(example)!["plugins"]![plugin]!["settings"]!.DeepClone().AsObject();
    }

    /// <summary>A plugin's entry in the ready <c>plugins.json</c>.</summary>
    public static JsonObject Ready(string plugin) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "plugins.json")))!["plugins"]![plugin]!.AsObject();

    /// <summary>Every setting that the plugin knows has a row in the page.</summary>
    public static async Task NamesAllAsync(Document page, string plugin)
    {
        var error = await Assert.ThrowsAsync<PluginLoadException>(() => PluginUnderTest.LoadAsync(plugin, new { unknown = 1 }));
        var known = error.Message.Split(".unknown: unknown, expected ")[1].Split(';')[0].Split([", ", " or "], StringSplitOptions.None);
        Rows(page, known);
    }

    /// <summary>Each key has a row in the page.</summary>
    public static void Rows(Document page, IEnumerable<string> keys) => Findings.None(
        from key in keys
        where !page.Text.Contains($"| `{key}` |", StringComparison.Ordinal)
        select $"{page.Path} has no row for {key}");
}
