using System.Text.Json;
using ReWorkerHost.Loading;
using ReWorkerHost.Playbooks;
using ReWorkerHost.Tests.Architecture;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Plugins;

namespace ReWorkerHost.Tests.Documentation;

/// <summary>What the pages of the workers that work on hosts have in common.</summary>
internal static class RemotePages
{
    /// <summary>The steps of the page's playbook, each with the hosts that it is for.</summary>
    /// <param name="page">The page.</param>
    /// <param name="written">A text in it.</param>
    /// <param name="meant">What a test has in its place.</param>
    public static IReadOnlyList<(IReadOnlyList<string> Hosts, string Subcommand, string Parameters)> Steps(Document page, string written, string meant) =>
    [
        .. from sequence in PlaybookFile.Parse(Assert.Single(page.Blocks("yaml")).Replace(written, meant, StringComparison.Ordinal), isJson: false).Execution
           from step in sequence.Steps
           select (sequence.Hosts, step.Name.Subcommand, step.Parameters.ToJsonString()[1..^1]),
    ];

    /// <summary>The worker takes the settings that the page shows, and the page names every parameter and setting that the worker knows.</summary>
    public static async Task NameEverythingAsync(Document page, string name)
    {
        await using var plugin = await PluginUnderTest.LoadAsync(name, new WorkerPage(name).Settings());
        var error = await Assert.ThrowsAsync<PluginLoadException>(() => PluginUnderTest.LoadAsync(name, new { unknown = 1, ssh = new { unknown = 1 } }));
        var known = error.Message.Split("unknown: unknown, expected ").Skip(1).SelectMany(keys => keys.Split(';')[0].Split([", ", " or "], StringSplitOptions.None)).ToList();

        Assert.Contains("connect_timeout", known);
        Findings.None(
            from row in plugin.Worker.Description.Subcommands.SelectMany(subcommand => subcommand.Parameters).Select(parameter => parameter.Name)
                .Concat(plugin.Worker.Description.Subcommands.Select(subcommand => subcommand.Name)).Concat(known).Distinct()
            where !page.Text.Contains($"| `{row}` |", StringComparison.Ordinal) && !page.Text.Contains($"`{row}`,", StringComparison.Ordinal) && !page.Text.Contains($"`{row}`.", StringComparison.Ordinal)
            select $"{page.Path} says nothing of {row}");
    }

    /// <summary>Runs the steps of a playbook, which must all complete, and gives the data of the last.</summary>
    public static async Task<JsonElement> CompleteAsync(PluginUnderTest plugin, IEnumerable<(IReadOnlyList<string> Hosts, string Subcommand, string Parameters)> steps)
    {
        var data = "null";
        foreach (var (hosts, subcommand, parameters) in steps) data = (await plugin.RunOnAsync(hosts, subcommand, parameters)).Completed() ?? data;
        return JsonElement.Parse(data);
    }
}
