using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Loading;

namespace ReWorkerHost.Tests.Architecture;

/// <summary>The folders of <c>host/</c> are the stages of a message's way; which may know which is said here, and nothing else is allowed.</summary>
public sealed class StagesTests
{
    private const string Host = "ReWorkerHost";

    /// <summary>Each stage after those that it may know.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Telemetry"] = [],
        ["Journal"] = ["Telemetry"],
        ["Configuration"] = ["Journal"],
        ["Discovery"] = [],
        ["Binding"] = [],
        ["Playbooks"] = ["Telemetry", "Configuration"],
        ["Catalog"] = ["Configuration", "Discovery"],
        ["Execution"] = ["Binding"],
        ["Loading"] = ["Discovery", "Execution"],
        ["Messaging"] = ["Telemetry", "Configuration", "Binding"],
        ["Peers"] = ["Journal", "Messaging"],
        ["Broker"] = ["Configuration"],
        ["Steps"] = ["Telemetry", "Execution", "Journal", "Messaging", "Peers"],
        ["Workers"] = ["Telemetry", "Configuration", "Discovery", "Catalog", "Journal", "Execution", "Loading", "Messaging", "Peers", "Steps"],
        ["Management"] = ["Configuration", "Journal", "Messaging", "Workers"],
        ["Fleet"] = ["Configuration", "Journal", "Messaging", "Peers", "Workers", "Management"],
        ["Monitoring"] = ["Telemetry", "Configuration", "Journal", "Messaging", "Workers", "Management"],
        ["Http"] = ["Configuration", "Journal", "Workers", "Management", "Monitoring"],
        ["Operations"] = ["Configuration", "Journal", "Peers", "Broker", "Workers", "Management"],
        ["Cli"] = ["Configuration", "Journal", "Discovery", "Binding", "Catalog", "Execution", "Loading", "Messaging", "Peers", "Playbooks", "Broker", "Workers", "Management", "Fleet", "Monitoring", "Http", "Operations"],
    };

    /// <summary>The stages that a library is for. Everybody may use those that are not named.</summary>
    private static readonly Dictionary<string, string[]> Libraries = new()
    {
        ["McMaster"] = ["Loading"],
        ["Microsoft.AspNetCore"] = ["Monitoring", "Http"],
        ["Microsoft.Data.Sqlite"] = ["Journal"],
        ["NLog"] = ["Operations"],
        ["OpenTelemetry"] = ["Monitoring"],
        ["RabbitMQ.Client"] = ["Messaging", "Peers", "Fleet", "Playbooks", "Broker", "Cli"],
        ["SQLitePCL"] = ["Journal"],
        ["Spectre.Console"] = ["Playbooks", "Operations", "Cli"],
        ["System.CommandLine"] = ["Cli"],
        ["System.Reflection.Metadata"] = ["Discovery", "Loading"],
        ["System.Reflection.PortableExecutable"] = ["Discovery"],
        ["YamlDotNet"] = ["Playbooks"],
    };

    private static readonly IReadOnlyList<SourceFile> Files = SourceFile.In("host");

    [Fact]
    public void Every_folder_has_its_place_among_the_stages() =>
        Findings.None(Files.Select(file => file.Stage).Distinct().Where(stage => stage.Length > 0).Except(Allowed.Keys));

    [Fact]
    public void Stages_are_named_after_those_they_know_so_that_dependencies_point_one_way()
    {
        var earlier = new HashSet<string>();
        foreach (var (stage, known) in Allowed)
        {
            Assert.Empty(known.Except(earlier));
            earlier.Add(stage);
        }
    }

    [Fact]
    public void No_stage_knows_another_that_it_may_not_know() => Findings.None(
        from file in Files
        where file.Stage.Length > 0
        from name in Names(file)
        let parts = name.Split('.')
        where parts.Length > 1 && parts[0] == Host && Allowed.ContainsKey(parts[1])
        where parts[1] != file.Stage && !Allowed[file.Stage].Contains(parts[1])
        select $"{file.Path} knows {parts[1]}");

    [Fact]
    public void Libraries_are_known_only_to_the_stages_they_are_for() => Findings.None(
        from file in Files
        from name in Names(file)
        from library in Libraries
        where name == library.Key || name.StartsWith($"{library.Key}.", StringComparison.Ordinal)
        where !library.Value.Contains(file.Stage)
        select $"{file.Path} knows {library.Key}");

    [Fact]
    public void Only_the_junction_knows_the_steps() =>
        Assert.Equal(["Workers"], Allowed.Where(entry => entry.Value.Contains("Steps")).Select(entry => entry.Key));

    [Fact]
    public void The_execution_of_steps_is_an_assembly_that_knows_no_load_context_and_no_bus() => Findings.None(
        from reference in typeof(StepOutcome).Assembly.GetReferencedAssemblies()
        where !reference.Name!.StartsWith("System.", StringComparison.Ordinal) && !reference.Name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
        where reference.Name != typeof(Worker).Assembly.GetName().Name
        select reference.Name);

    [Fact]
    public void It_is_not_shared_with_plugins() =>
        Assert.DoesNotContain(typeof(StepOutcome).Assembly, ContractCheck.Shared);

    [Fact]
    public void A_namespace_is_its_folder() => Findings.None(
        from file in Files
        from declared in file.Syntax.Members.OfType<BaseNamespaceDeclarationSyntax>()
        let folders = Path.GetDirectoryName(file.Path)!.Replace("host", Host, StringComparison.Ordinal).Replace('/', '.')
        where declared.Name.ToString() != folders
        select $"{file.Path} is in {declared.Name}, expected {folders}");

    /// <summary>What a file names in full: in its <c>using</c> lines and anywhere else.</summary>
    private static IEnumerable<string> Names(SourceFile file) => file.Syntax.DescendantNodes()
        .Where(node => node is QualifiedNameSyntax or MemberAccessExpressionSyntax or UsingDirectiveSyntax { Name: IdentifierNameSyntax })
        .Select(node => node is UsingDirectiveSyntax directive ? directive.Name!.ToString() : node.ToString())
        .Distinct();
}
