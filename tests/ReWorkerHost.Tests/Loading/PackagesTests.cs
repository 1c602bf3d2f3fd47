using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Loading;

/// <summary>Plugins with packages, native libraries and satellite assemblies, as the SDK builds them.</summary>
public sealed class PackagesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("newtonsoft-12", "a thing")]
    [InlineData("newtonsoft-13", "a thing")]
    [InlineData("options", "hihi")]
    [InlineData("languages", "Good day, Guten Tag, Bonjour")]
    [InlineData("command", "")]
    public async Task A_retired_plugin_is_collected_that_has_packages(string project, string answer)
    {
        Install(project);
        var plugin = new UnloadedPlugin(folder);
        var subcommand = project switch { "sqlite" => "Count", "command" => null, "options" or "languages" => "Greet", _ => "Serialize" };

        Assert.Contains(answer, await plugin.LiveAsync(subcommand, settings: project == "options" ? """{ "text": "hi", "times": 2 }""" : null), StringComparison.Ordinal);

        Assert.True(await plugin.IsGoneAsync(), $"{project} stays in memory");
    }

    [Fact]
    public async Task A_native_library_of_a_package_is_found_and_a_restart_is_recommended_when_it_is_replaced()
    {
        Install("sqlite");
        var log = new RecordedLog<PluginLoading>();
        var plugin = new UnloadedPlugin(folder, loggers: new OneLog(log));

        Assert.Contains("2 things", await plugin.LiveAsync("Count"), StringComparison.Ordinal);
        Assert.DoesNotContain(log.Lines, line => line.Contains("native", StringComparison.Ordinal));
        await File.WriteAllTextAsync(folder["plugins", "sqlite", "note.txt"], "another version");
        Assert.Contains("2 things", await plugin.LiveAsync("Count"), StringComparison.Ordinal);

        Assert.Contains(log.Lines, line => line.Contains("sqlite was replaced and has native libraries (libe_sqlite3.so)", StringComparison.Ordinal) && line.Contains("restart", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_plugin_finds_its_own_assemblies_by_name_and_its_files_beside_it()
    {
        var library = PluginCompiler.Compile("library", "namespace Library; public sealed class Tool { public override string ToString() => \"a tool\"; }", folder["plugins", "finder"]);
        folder.Write("plugins/finder/content/greeting.txt", "a file");
        PluginCompiler.Compile(
            "finder",
            """
            using System.Reflection;
            [Worker("finder")]
            public sealed class FinderWorker : Worker
            {
                [Subcommand]
                public Task<string> Find() => Task.FromResult(string.Join(", ",
                    Assembly.Load("library").GetName().Name,
                    Type.GetType("Library.Tool, library")!.FullName,
                    Activator.CreateInstance("library", "Library.Tool")!.Unwrap(),
                    Activator.CreateInstance(Type.GetType("Library.Tool, library")!),
                    File.ReadAllText(Path.Combine(Path.GetDirectoryName(typeof(FinderWorker).Assembly.Location)!, "content", "greeting.txt")),
                    Path.GetFileName(Assembly.GetExecutingAssembly().Location)));
            }
            """,
            folder["plugins", "finder"],
            references: [library]);
        var plugin = new UnloadedPlugin(folder);

        Assert.Equal("\"library, Library.Tool, a tool, a tool, a file, finder.dll\"", await plugin.LiveAsync("Find"));

        Assert.True(await plugin.IsGoneAsync());
    }

    public void Dispose() => folder.Dispose();

    private void Install(string project)
    {
        var from = Repository.Output(project);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder["plugins", project], Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
