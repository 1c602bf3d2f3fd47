using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Soak;

/// <summary>Compiles plugins whose only step tells their version.</summary>
internal static class Plugins
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(':')
            .Where(file => Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal)).Select(file => MetadataReference.CreateFromFile(file)),
        MetadataReference.CreateFromFile(typeof(Worker).Assembly.Location),
    ];

    /// <summary>Writes <c>FOLDER/VERSION/NAME.dll</c>.</summary>
    public static string Compile(string name, string version, string folder)
    {
        var source = $$"""
            using System.Text.Json;
            using System.Threading.Tasks;
            using ReWorkerHost.Abstractions;
            [Worker("{{name}}")]
            public sealed class VersionWorker : Worker
            {
                [Subcommand] public Task<string> Version(Parameters parameters) => Task.FromResult(JsonSerializer.Deserialize<Report>(JsonSerializer.Serialize(new Report("{{version}}", parameters.Number)))!.Version);
            }
            public sealed record Parameters { public int Number { get; init; } }
            public sealed record Report(string Version, int Number);
            """;
        var compilation = CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(source)], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Directory.CreateDirectory(Path.Combine(folder, version));
        var file = Path.Combine(folder, version, $"{name}.dll");
        var result = compilation.Emit(file);
        return result.Success ? file : throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }
}
