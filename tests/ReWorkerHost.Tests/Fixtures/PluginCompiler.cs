using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Tests.Fixtures;

/// <summary>Compiles plugins while the tests run, so that a test can have any version of any plugin.</summary>
internal static class PluginCompiler
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.ComponentModel.DataAnnotations;
        global using System.IO;
        global using System.Linq;
        global using System.Text.Json;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using ReWorkerHost.Abstractions;
        """;

    private static readonly string Contract = typeof(Worker).Assembly.Location;

    private static readonly MetadataReference[] Framework =
    [
        .. Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll")
            .Where(IsManaged).Select(file => MetadataReference.CreateFromFile(file)),
        MetadataReference.CreateFromFile(typeof(IServiceCollection).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(IConfiguration).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(ILogger).Assembly.Location),
    ];

    /// <summary>Compiles one source text into <c>&lt;name&gt;.dll</c> and returns its path.</summary>
    /// <param name="name">The assembly's name.</param>
    /// <param name="source">C#; the contract and the usual namespaces are imported.</param>
    /// <param name="outputFolder">Where the DLL goes; it is made where there is none.</param>
    /// <param name="version">The assembly's version.</param>
    /// <param name="references">Other assemblies that it uses.</param>
    /// <param name="contract">The contract it is built against. Default: this host's.</param>
    public static string Compile(
        string name, string source, string outputFolder, string version = "1.0.0.0", IEnumerable<string>? references = null, string? contract = null) =>
        Compile(name, [Usings, source], outputFolder, version, [contract ?? Contract, .. references ?? []]);

    /// <summary>Compiles files into <c>&lt;name&gt;.dll</c> and returns its path.</summary>
    public static string CompileFiles(string name, IEnumerable<string> files, string outputFolder) =>
        Compile(name, [Usings, .. files.Select(File.ReadAllText)], outputFolder, "1.0.0.0", [Contract]);

    /// <summary>Compiles source texts into <c>&lt;name&gt;.dll</c>, with the XML documentation beside it, and returns its path.</summary>
    public static string CompileDocumented(string name, IEnumerable<string> sources, string outputFolder) =>
        Compile(name, [Usings, .. sources], outputFolder, "1.0.0.0", [Contract], documented: true);

    /// <summary>Compiles one of the single-file plugins of <c>tests/fixtures</c>.</summary>
    /// <param name="name">The file's name without its ending, and the assembly's.</param>
    /// <param name="outputFolder">Where the DLL goes; it is made where there is none.</param>
    /// <param name="version">The assembly's version.</param>
    /// <param name="documented">Put the XML documentation beside it.</param>
    public static string CompileFixture(string name, string outputFolder, string version = "1.0.0.0", bool documented = false) =>
        Compile(name, [Usings, File.ReadAllText(Path.Combine(Repository.Root, "tests", "fixtures", $"{name}.cs"))], outputFolder, version, [Contract], documented);

    /// <summary>Compiles the contract's own sources as if they were of another version.</summary>
    public static string CompileContract(string version, string outputFolder)
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "plugin-abstractions"), "*.cs").Select(File.ReadAllText);
        return Compile(Path.GetFileNameWithoutExtension(Contract), [Usings, .. sources], outputFolder, version, []);
    }

    /// <summary>A compilation of source texts against the contract, not written yet.</summary>
    public static CSharpCompilation Parse(string name, IEnumerable<string> sources) => Parse(name, [Usings, .. sources], [Contract]);

    private static string Compile(string name, IEnumerable<string> sources, string outputFolder, string version, IEnumerable<string> references, bool documented = false)
    {
        var compilation = Parse(name, [.. sources, $"""[assembly: System.Reflection.AssemblyVersion("{version}")]"""], references);
        Directory.CreateDirectory(outputFolder);
        var path = Path.Combine(outputFolder, $"{name}.dll");
        var result = compilation.Emit(path, xmlDocumentationPath: documented ? Path.ChangeExtension(path, ".xml") : null);
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics.Where(problem => problem.Severity == DiagnosticSeverity.Error)));
        return path;
    }

    private static CSharpCompilation Parse(string name, IReadOnlyList<string> sources, IEnumerable<string> references) => CSharpCompilation.Create(
        name,
        sources.Select(source => CSharpSyntaxTree.ParseText(source)),
        [.. Framework, .. references.Select(file => MetadataReference.CreateFromFile(file))],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static bool IsManaged(string file)
    {
        using var stream = File.OpenRead(file);
        using var image = new System.Reflection.PortableExecutable.PEReader(stream);
        return image.HasMetadata;
    }
}
