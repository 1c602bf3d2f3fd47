namespace ReWorkerHost.Tests.Fixtures;

/// <summary>The worker that <c>dotnet new reworker-worker -n Greeter</c> makes.</summary>
internal static class WorkerTemplate
{
    private static readonly string Content = Path.Combine(Repository.Root, "plugin-abstractions", "template", "content", "reworker-worker");

    /// <summary>One of its files.</summary>
    public static string Text(string folder, string file) => Named(File.ReadAllText(Path.Combine(Content, folder, file)));

    /// <summary>Compiles its <c>greeter.dll</c>, with the XML documentation beside it.</summary>
    public static string Compile(string outputFolder) =>
        PluginCompiler.CompileDocumented("greeter", Directory.EnumerateFiles(Path.Combine(Content, "GreeterProject"), "*.cs").Select(file => Named(File.ReadAllText(file))), outputFolder);

    private static string Named(string text) => text
        .Replace("GreeterNamespace", "Greeter", StringComparison.Ordinal)
        .Replace("GreeterClass", "Greeter", StringComparison.Ordinal)
        .Replace("greeter-queue", "greeter", StringComparison.Ordinal);
}
