using System.CommandLine;
using ReWorkerHost.Cli;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Cli;

/// <summary>A folder with plugins and a <c>plugins.json</c>, and the commands that look at it, by way of the command tree.</summary>
internal sealed class Commands : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>Makes an empty plugins folder.</summary>
    public Commands() => Configure("{}");

    /// <summary>A path below the folder.</summary>
    public string this[params ReadOnlySpan<string> parts] => folder[parts];

    /// <summary>Writes a file and returns its path.</summary>
    public string Write(string name, string text) => folder.Write(name, text);

    /// <summary>Writes <c>plugins.json</c>: the objects of its <c>plugins</c>.</summary>
    public void Configure(string plugins) => folder.Write("plugins.json", $$"""{ "folder": "plugins", "plugins": {{plugins}} }""");

    /// <summary>Puts plugins that the build made into the folder.</summary>
    public Commands Install(params string[] projects)
    {
        foreach (var project in projects)
        {
            var built = Repository.Output(project);
            foreach (var file in Directory.EnumerateFiles(built, "*", SearchOption.AllDirectories))
            {
                var copy = folder["plugins", project, Path.GetRelativePath(built, file)];
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }

        return this;
    }

    /// <summary>Compiles the worker that the template makes into the folder.</summary>
    public Commands InstallTemplate()
    {
        WorkerTemplate.Compile(folder["plugins", "greeter"]);
        return this;
    }

    /// <summary>Compiles a single-file fixture into the folder, with its XML documentation.</summary>
    public Commands InstallFixture(string name)
    {
        PluginCompiler.CompileFixture(name, folder["plugins", name], documented: true);
        return this;
    }

    /// <summary>Runs a command.</summary>
    public async Task<(int Code, string Output, string Error)> InvokeAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var parsed = CommandTree.Create(RunCommand.Create()).Parse([.. arguments, "--config", folder["plugins.json"]]);
        var code = await parsed.InvokeAsync(new() { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        return (code, output.ToString(), error.ToString());
    }

    public void Dispose() => folder.Dispose();
}
