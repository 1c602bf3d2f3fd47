using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Analyzers;
using ReWorkerHost.Binding;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Analyzers;

/// <summary>Asks the analyzer and the host about the same source.</summary>
internal static class Analysis
{
    /// <summary>Has the references, so that they are read once.</summary>
    private static readonly CSharpCompilation Empty = PluginCompiler.Parse("analyzed", []);

    /// <summary>What the analyzer finds in a source without errors, in the order of their places.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> FindAsync(string source) => (await JudgeAsync(source)).Found;

    /// <summary>What the analyzer finds, and why the host refuses the same; <see langword="null"/> where it does not.</summary>
    public static async Task<(IReadOnlyList<Diagnostic> Found, string? Refusal)> JudgeAsync(string source)
    {
        var compilation = Empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source));
        using var image = new MemoryStream();
        var built = compilation.Emit(image);
        Assert.True(built.Success, string.Join(Environment.NewLine, built.Diagnostics));
        image.Position = 0;
        return (await FindUncheckedAsync(compilation), await RefusalAsync(image));
    }

    /// <summary>The same for many namespaces in one assembly, each with one worker: what is found in each, and why the host refuses its worker.</summary>
    public static async Task<(IReadOnlyList<IReadOnlyList<Diagnostic>> Found, IReadOnlyList<string?> Refusals)> JudgeEachAsync(IReadOnlyList<string> sources)
    {
        var trees = sources.Select(source => CSharpSyntaxTree.ParseText(source)).ToList();
        var compilation = Empty.AddSyntaxTrees(trees);
        using var image = new MemoryStream();
        var built = compilation.Emit(image);
        Assert.True(built.Success, string.Join(Environment.NewLine, built.Diagnostics));
        image.Position = 0;
        var found = (await FindUncheckedAsync(compilation)).ToLookup(finding => finding.Location.SourceTree);
        var context = new AssemblyLoadContext("analyzed", isCollectible: true);
        var workers = context.LoadFromStream(image).GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Worker))).ToDictionary(type => type.Namespace!);
        var refusals = Enumerable.Range(0, sources.Count).Select(index => Refusal(() => SubcommandSet.Read(workers[$"Case{index}"], new XmlDocumentation()))).ToList();
        context.Unload();
        return ([.. trees.Select(tree => found[tree].ToList())], refusals);
    }

    /// <summary>What it finds, also where a reference of the compilation is not here: what the compiler says is another's to test.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> FindUncheckedAsync(CSharpCompilation compilation)
    {
        var failures = new List<string>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), (exception, _, _) => failures.Add(exception.ToString()), concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var found = await new CompilationWithAnalyzers(compilation, [new WorkerAnalyzer()], options).GetAnalyzerDiagnosticsAsync();
        Assert.Empty(failures);
        return [.. found.OrderBy(finding => finding.Location.SourceSpan.Start)];
    }

    private static async Task<string?> RefusalAsync(Stream image)
    {
        var context = new AssemblyLoadContext("analyzed", isCollectible: true);
        try
        {
            var assembly = context.LoadFromStream(image);
            await using var services = PluginServices.Build(assembly, settings: null, NullLoggerFactory.Instance, adjust: null, CancellationToken.None);
            await PluginWorkers.CreateAsync(WorkerTypes.Find(assembly), services, NullLoggerFactory.Instance);
            return null;
        }
        catch (PluginLoadException refusal)
        {
            return refusal.Message;
        }
        finally
        {
            context.Unload();
        }
    }

    private static string? Refusal(Action load)
    {
        try
        {
            load();
            return null;
        }
        catch (PluginLoadException refusal)
        {
            return refusal.Message;
        }
    }
}
