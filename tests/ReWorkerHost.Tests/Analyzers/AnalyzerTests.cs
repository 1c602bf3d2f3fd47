using Microsoft.CodeAnalysis;
using ReWorkerHost.Analyzers;
using ReWorkerHost.Tests.Architecture;
using ReWorkerHost.Tests.Documentation;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Analyzers;

/// <summary>The analyzer says at build what the host says at load, about the same sources.</summary>
public sealed class AnalyzerTests
{
    private const string Good = "[Worker(\"good\")] public class Good : Worker { [Subcommand] public Task Go() => Task.CompletedTask; }\n";

    /// <summary>Sources, each with the rule that it breaks; none for what is good.</summary>
    public static TheoryData<string?, string> Plugins => new()
    {
        { null, Good },
        { null, Good + "public abstract class Base : Worker { }" },
        { null, Good + "public abstract class Base : Worker { [Subcommand] public Task One() => Task.CompletedTask; } public class Derived : Base { [Subcommand] public Task Two() => Task.CompletedTask; }" },
        { null, "public class Raw : Worker { public override Task<object?> ExecuteAsync(StepContext step) => Task.FromResult<object?>(null); }" },
        { null, "public class Out : OutputWorker { public override Task WriteAsync(OutputMessage message, CancellationToken token) => Task.CompletedTask; }" },
        { null, Worker("[Subcommand] public ValueTask<int> Go(StepContext step, CancellationToken token) => default; [Subcommand(\"*\")] public Task Any() => Task.CompletedTask;") },
        { "RWH0001", Good + "class Hidden : Worker { [Subcommand] public Task Go() => Task.CompletedTask; }" },
        { "RWH0001", Good + "internal class Outer { public class Inner : Worker { [Subcommand] public Task Go() => Task.CompletedTask; } }" },
        { "RWH0001", Good + "public class Open<T> : Worker { [Subcommand] public Task Go() => Task.CompletedTask; }" },
        { "RWH0001", Good + "[Worker(\"base\")] public abstract class Base : Worker { [Subcommand] public Task Go() => Task.CompletedTask; }" },
        { "RWH0001", Good + "[Worker(\"none\")] public class NoWorker { }" },
        { "RWH0002", "[Worker(\"Frobber\")] public class Frobber : Worker { [Subcommand] public Task Go() => Task.CompletedTask; }" },
        { "RWH0002", "[Worker(\"\")] public class Frobber : Worker { [Subcommand] public Task Go() => Task.CompletedTask; }" },
        { "RWH0002", "public class Größe : Worker { [Subcommand] public Task Go() => Task.CompletedTask; }" },
        { "RWH0003", Good + "[Worker(\"good\")] public class Twin : Worker { [Subcommand] public Task Go() => Task.CompletedTask; }" },
        { "RWH0003", Good.Replace("[Worker(\"good\")]", "", StringComparison.Ordinal) + "[Worker(\"good\")] public class Twin : NotificationWorker { public override Task NotifyAsync(Notification one, CancellationToken token) => Task.CompletedTask; }" },
        { "RWH0004", "public class Empty : Worker { public Task Go() => Task.CompletedTask; }" },
        { "RWH0005", Worker("[Subcommand] public Task Go() => Task.CompletedTask; public override Task<object?> ExecuteAsync(StepContext step) => Task.FromResult<object?>(null);") },
        { "RWH0006", Worker("[Subcommand] public Task Go() => Task.CompletedTask; [Subcommand(\"go\")] public Task Run() => Task.CompletedTask;") },
        { "RWH0006", "public abstract class Base : Worker { [Subcommand] public Task Go() => Task.CompletedTask; } public class Derived : Base { [Subcommand(\"GO\")] public Task Run() => Task.CompletedTask; }" },
        { null, "public abstract class Base : Worker { [Subcommand] public virtual Task Go() => Task.CompletedTask; } public class Derived : Base { public override Task Go() => Task.CompletedTask; }" },
        { "RWH0007", Good + "public class Other : Worker { [Subcommand] public Task Go() => Task.CompletedTask; [Subcommand] static public Task Run() => Task.CompletedTask; }" },
        { "RWH0007", Good + "public class Other : Worker { [Subcommand] public Task Go() => Task.CompletedTask; [Subcommand] internal Task Run() => Task.CompletedTask; }" },
        { "RWH0007", Good + "public class Other { [Subcommand] public Task Go() => Task.CompletedTask; }" },
        { "RWH0008", Worker("[Subcommand] public void Go() { }") },
        { "RWH0008", Worker("[Subcommand] public int Go() => 1;") },
        { "RWH0008", Worker("[Subcommand] public async void Go() => await Task.Yield();") },
        { "RWH0009", Worker("[Subcommand] public Task Go<T>() => Task.CompletedTask;") },
        { "RWH0010", Worker("[Subcommand] public Task Go(Some one, Other two) => Task.CompletedTask;", "public class Some; public class Other;") },
        { "RWH0010", Worker("[Subcommand] public Task Go(StepContext one, StepContext two) => Task.CompletedTask;") },
        { "RWH0010", Worker("[Subcommand] public Task Go(ref CancellationToken token) => Task.CompletedTask;") },
        { "RWH0010", Worker("[Subcommand] public Task Go(in Some one) => Task.CompletedTask;", "public class Some;") },
        { "RWH0011", Worker("[Subcommand] public Task Go(string name) => Task.CompletedTask;") },
        { "RWH0016", Good + Startup("One") + Startup("Two") },
        { "RWH0017", Good + Startup("One", "public One(int number) { }") },
        { "RWH0017", Good + Startup("One", "private One() { }") },
        { "RWH0018", Good + Startup("One").Replace("public class", "class", StringComparison.Ordinal) },
        { null, Good + Startup("One") },
        { "RWH0020", Worker("[Subcommand] public Task Go() { Later(); return Task.CompletedTask; } private async void Later() => await Task.Yield();") },
        { "RWH0020", Worker("[Subcommand] public Task Go() { Later(); return Task.CompletedTask; async void Later() => await Task.Yield(); }") },
    };

    [Theory]
    [MemberData(nameof(Plugins))]
    public async Task It_reports_what_the_host_refuses(string? rule, string source)
    {
        var (found, refusal) = await Analysis.JudgeAsync(source);

        Assert.Equal(rule, found.Count == 0 ? null : string.Join(' ', found.Select(finding => finding.Id)));
        Assert.Equal(found.Any(finding => finding.Severity == DiagnosticSeverity.Error), refusal is not null);
    }

    /// <summary>All of them in one assembly, each in a namespace of its own: one by one they would take half a minute.</summary>
    [Fact]
    public async Task It_reads_a_class_of_parameters_as_the_host_does()
    {
        var cases = ParametersSources.All.Select((entry, index) => (entry.Rule, entry.Text, Source:
            $"namespace Case{index} {{ [Worker(\"case{index}\")] {Worker("[Subcommand] public Task Go(Parameters parameters) => Task.CompletedTask;", $"{entry.Text}\n{ParametersSources.Types}")} }}\n")).ToList();

        var (found, refusals) = await Analysis.JudgeEachAsync([.. cases.Select(entry => entry.Source)]);

        Findings.None(
            from index in Enumerable.Range(0, cases.Count)
            let rules = found[index].Count == 0 ? null : string.Join(' ', found[index].Select(finding => finding.Id))
            where rules != cases[index].Rule || (rules is null) != (refusals[index] is null)
            select $"{cases[index].Text}: expected {cases[index].Rule ?? "nothing"}, the analyzer has {rules ?? "nothing"}, the host says {refusals[index] ?? "nothing"}");
    }

    [Fact]
    public async Task A_message_names_the_place_and_the_remedy()
    {
        var found = await Analysis.FindAsync(Worker("[Subcommand] public Task Go(Parameters parameters) => Task.CompletedTask;", "public class Parameters { public Stream? Body { get; set; } }"));

        var message = Assert.Single(found).GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal("Body is a Stream, which can't be read from JSON: use a string, number, boolean, enum, list, dictionary with string keys, a class of these, or JsonElement", message);
    }

    [Fact]
    public async Task A_class_that_two_workers_take_is_reported_once()
    {
        var found = await Analysis.FindAsync(
            "public class One : Worker { [Subcommand] public Task Go(Bad bad) => Task.CompletedTask; } public class Two : Worker { [Subcommand] public Task Go(Bad bad) => Task.CompletedTask; } public class Bad { public Stream? Body { get; set; } }");

        Assert.Single(found);
    }

    [Theory]
    [InlineData("[Range(1, 10)] public string", "RWH0019")]
    [InlineData("[Range(1, 10)] public List<int>", "RWH0019")]
    [InlineData("[StringLength(3)] public int", "RWH0019")]
    [InlineData("[EmailAddress] public Guid", "RWH0019")]
    [InlineData("[MinLength(1)] public int?", "RWH0019")]
    [InlineData("[Range(1, 10)] public int?", null)]
    [InlineData("[Range(0.5, 1)] public double", null)]
    [InlineData("[Range(typeof(DateTime), \"2020-01-01\", \"2030-01-01\")] public DateTime", null)]
    [InlineData("[MinLength(1)] public string[]", null)]
    [InlineData("[MaxLength(1)] public Dictionary<string, int>", null)]
    [InlineData("[StringLength(3), RegularExpression(\"a\"), Required] public string", null)]
    public async Task An_attribute_that_can_not_check_its_member_is_a_warning(string member, string? rule)
    {
        var found = await Analysis.FindAsync(Worker("[Subcommand] public Task Go(Parameters parameters) => Task.CompletedTask;", $"public class Parameters {{ {member} Value {{ get; set; }} = default!; }}"));

        Assert.Equal(rule, found.Count == 0 ? null : Assert.Single(found).Id);
    }

    [Fact]
    public async Task The_shipped_plugins_break_no_rule()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(Repository.Root, "plugins")))
        {
            var sources = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText).ToList();
            if (sources.Count > 0) Assert.Empty(await Analysis.FindUncheckedAsync(PluginCompiler.Parse(Path.GetFileName(folder), sources)));
        }
    }

    [Fact]
    public async Task The_examples_of_the_documentation_break_no_rule()
    {
        var examples = new Document("docs/writing-workers.md").Blocks("csharp").Where(block => block.Contains(" : Worker", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(examples);
        foreach (var example in examples) Assert.Empty(await Analysis.FindUncheckedAsync(PluginCompiler.Parse("example", [example])));
    }

    [Fact]
    public void Every_rule_is_documented() => Findings.None(
        from rule in Rules.All.Select(rule => rule.Id).Append("RWH0100")
        where !new Document("docs/writing-workers.md").Text.Contains($"| `{rule}` |", StringComparison.Ordinal)
        select $"docs/writing-workers.md has no row for {rule}");

    private static string Worker(string members, string types = "") => $"public class One : Worker {{ {members} }} {types}";

    private static string Startup(string name, string members = "") =>
        $"public class {name} : IPluginStartup {{ {members} public void ConfigureServices(Microsoft.Extensions.DependencyInjection.IServiceCollection services, Microsoft.Extensions.Configuration.IConfiguration settings) {{ }} }}";
}
