using System.Text.RegularExpressions;
using ReWorkerHost.Discovery;
using ReWorkerHost.Tests.Architecture;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Documentation;

/// <summary>The code of "Writing Workers" is the megafrobber's own, or compiles and loads as it stands.</summary>
public sealed partial class TutorialTests
{
    private static readonly Document Tutorial = new("docs/writing-workers.md");
    private static readonly string Megafrobber = Path.Combine(Repository.Root, "plugins", "megafrobber");

    /// <summary>The number of every block that is not one of the megafrobber's files, nor a test.</summary>
    public static TheoryData<int> Examples() =>
        [.. Tutorial.Blocks("csharp").Index().Where(block => !Sources("*.cs").ContainsValue(block.Item) && !IsTest(block.Item)).Select(block => block.Index)];

    [Fact]
    public void The_example_of_a_test_is_the_templates_own() =>
        Assert.Contains(Assert.Single(Tutorial.Blocks("csharp"), IsTest), WorkerTemplate.Text("GreeterProject.Tests", "GreeterClassWorkerTests.cs"), StringComparison.Ordinal);

    [Theory]
    [InlineData("GreeterClassWorker.cs")]
    [InlineData("GreetParameters.cs")]
    public void The_README_shows_the_templates_own_files(string file) =>
        Assert.Contains(WorkerTemplate.Text("GreeterProject", file), new Document("README.md").Blocks("csharp"));

    [Fact]
    public void Every_file_of_the_megafrobber_is_in_it() => Findings.None(
        from source in Sources("*.cs").Concat(Sources("*.csproj"))
        where !Tutorial.Blocks("csharp").Concat(Tutorial.Blocks("xml")).Contains(source.Value)
        select $"{Path.GetFileName(source.Key)} is not in {Tutorial.Path} as it is");

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Every_other_example_compiles_and_loads(int block)
    {
        using var folder = new TemporaryFolder();
        PluginCompiler.Compile("example", Tutorial.Blocks("csharp")[block], folder["plugins"]);
        var scan = new PluginsFolder(folder["plugins"]).Scan();
        Assert.Empty(scan.Problems);

        await using var plugin = await TestLoading.In(folder["shadow"]).LoadAsync(Assert.Single(scan.Plugins), """{ "server": "mail.example.com" }""");

        Assert.Equal(ClassesOfWorkers().Count(Tutorial.Blocks("csharp")[block]), plugin.Workers.Count);
    }

    private static bool IsTest(string block) => block.Contains("WorkerHarness", StringComparison.Ordinal);

    private static Dictionary<string, string> Sources(string pattern) => Directory.EnumerateFiles(Megafrobber, pattern).ToDictionary(file => file, File.ReadAllText);

    [GeneratedRegex(@" : (Worker|OutputWorker|NotificationWorker)$", RegexOptions.Multiline)]
    private static partial Regex ClassesOfWorkers();
}
