using System.IO.Compression;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Documentation;

/// <summary>
/// "A worker in ten minutes": the README's own commands make the packages, a worker from the template, and put it into a running daemon. They
/// run in a copy of the sources, as on a machine on which nothing was built, with packages of a version of their own.
/// </summary>
[Collection(SecondNodeGroup.Name)]
public sealed class ReadmeWorkerTests(RabbitMqNode node) : IAsyncLifetime
{
    private static readonly Document Readme = new("README.md");
    private readonly TemporaryFolder folder = new();
    private readonly Daemon daemon = Daemon.Prepare();

    private string Clone => folder["reworkerhost"];

    public Task InitializeAsync() => daemon.StartAsync(node.Uri);

    public async Task DisposeAsync()
    {
        await daemon.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task The_commands_of_the_README_make_a_worker_that_serves_in_a_running_daemon()
    {
        CopySources();
        var commands = Commands("### Make it").Concat(Commands("### Drop it in")).ToList();
        Assert.Equal(["pack", "new", "new", "test", "publish", "mv"], commands.Select(command => command.Split(' ') is ["dotnet", var verb, ..] ? verb : command.Split(' ')[0]));
        var terminal = new Terminal(Clone, new Dictionary<string, string>
        {
            ["VersionSuffix"] = $"t{Guid.NewGuid().ToString("N")[..8]}",
            ["NUGET_PACKAGES"] = folder["nuget"],
            ["NUGET_FALLBACK_PACKAGES"] = Packages(), // what this machine has already is not fetched again
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["REWORKER_RabbitMQ__Uri"] = node.Uri,
            ["PATH"] = $"{Repository.Output("ReWorkerHost")}:{Environment.GetEnvironmentVariable("PATH")}",
        });

        foreach (var command in commands)
        {
            // The templates of whoever runs the tests are left alone.
            var output = await terminal.DoAsync(command.StartsWith("dotnet new", StringComparison.Ordinal) ? $"{command} --debug:custom-hive {folder["templates"]}" : command);
            if (command.StartsWith("dotnet pack", StringComparison.Ordinal)) CheckPackages();
            if (command.StartsWith("dotnet test", StringComparison.Ordinal)) Assert.Contains("Passed:     5", output, StringComparison.Ordinal);
        }

        await terminal.DoAsync($"dotnet new reworker-worker -n my.odd-worker -o ../odd --queue frob.it --debug:custom-hive {folder["templates"]}");
        CheckOddNames();
        Assert.Equal(["greeter.dll"], Directory.EnumerateFiles(Path.Combine(daemon.Plugins, "greeter"), "*.dll").Select(Path.GetFileName));
        await AnswersAsync();
        foreach (var command in Commands("### Use it").Where(command => command.StartsWith("reworkerhost", StringComparison.Ordinal)))
        {
            var (exitCode, output, error) = await terminal.RunAsync(command);
            Assert.True(output.Length > 0 || exitCode != 0, $"{command} ended with {exitCode}:\n{error}");
            foreach (var line in output.Length > 0 ? output.TrimEnd().Split('\n') : [error.TrimEnd().Split('\n')[^1]]) Assert.Contains(line, Readme.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_contract_that_is_copied_along_is_reported_at_build()
    {
        var project = folder.Write("copies.proj", $"""
            <Project>
              <ItemGroup><ReferenceCopyLocalPaths Include="lib/ReWorkerHost.Abstractions.dll;lib/other.dll" Condition="'$(Copies)' == 'true'" /></ItemGroup>
              <Import Project="{Path.Combine(Repository.Root, "plugin-abstractions", "package", "ReWorkerHost.Abstractions.targets")}" />
              <Target Name="CopyFilesToOutputDirectory" />
            </Project>
            """);
        var terminal = new Terminal(folder.Path, new Dictionary<string, string> { ["MSBUILDDISABLENODEREUSE"] = "1" });

        Assert.Contains("warning RWH0100: copies copies ReWorkerHost.Abstractions.dll along", await terminal.DoAsync($"dotnet msbuild {project} -t:CopyFilesToOutputDirectory -p:Copies=true"), StringComparison.Ordinal);
        Assert.DoesNotContain("RWH0100", await terminal.DoAsync($"dotnet msbuild {project} -t:CopyFilesToOutputDirectory"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_template_has_the_versions_that_the_repository_has() => Architecture.Findings.None(
        from line in File.ReadLines(Path.Combine(Repository.Root, "plugin-abstractions", "template", "content", "reworker-worker", "GreeterProject.Tests", "GreeterProject.Tests.csproj"))
        where line.Contains("<PackageReference", StringComparison.Ordinal) && !line.Contains("PACKAGES-VERSION", StringComparison.Ordinal)
        where !File.ReadAllText(Path.Combine(Repository.Root, "Directory.Packages.props")).Contains(line.Trim().Replace("PackageReference", "PackageVersion", StringComparison.Ordinal), StringComparison.Ordinal)
        select line);

    /// <summary>A name that can't be a class's is none in the code, and itself everywhere else.</summary>
    private void CheckOddNames()
    {
        Assert.Contains("my.odd-worker/my.odd-worker.csproj", File.ReadAllText(folder["odd", "my.odd-worker.slnx"]), StringComparison.Ordinal);
        Assert.Contains("../my.odd-worker/my.odd-worker.csproj", File.ReadAllText(folder["odd", "my.odd-worker.Tests", "my.odd-worker.Tests.csproj"]), StringComparison.Ordinal);
        Assert.Contains("[Worker(\"frob.it\"", File.ReadAllText(folder["odd", "my.odd-worker", "My_odd_workerWorker.cs"]), StringComparison.Ordinal);
        Assert.False(File.Exists(folder["odd", "nuget.config"]));
    }

    /// <summary>The contract is a reference only, and so is what it shares with the host: neither is copied to a plugin.</summary>
    private void CheckPackages()
    {
        Assert.Equal(["ReWorkerHost.Abstractions", "ReWorkerHost.Templates", "ReWorkerHost.Testing"],
            Directory.EnumerateFiles(Path.Combine(Clone, "artifacts", "packages"), "*.nupkg").Select(file => Path.GetFileName(file).Split(".1.0.0-")[0]).Order(StringComparer.Ordinal));
        var (contract, description) = Content("ReWorkerHost.Abstractions");
        Assert.Equal(
            ["README.md", "analyzers/dotnet/cs/ReWorkerHost.Analyzers.dll", "build/ReWorkerHost.Abstractions.props", "build/ReWorkerHost.Abstractions.targets", "ref/net10.0/ReWorkerHost.Abstractions.dll", "ref/net10.0/ReWorkerHost.Abstractions.xml"],
            contract);
        Assert.Contains("<license type=\"expression\">MIT</license>", description, StringComparison.Ordinal);
        Assert.Equal(3, description.Split("exclude=\"Runtime,").Length - 1);
        Assert.Equal(
            ["lib/net10.0/ReWorkerHost.Abstractions.dll", "lib/net10.0/ReWorkerHost.Execution.dll", "lib/net10.0/ReWorkerHost.Testing.dll", "ref/net10.0/ReWorkerHost.Testing.dll"],
            Content("ReWorkerHost.Testing").Files.Where(file => file.EndsWith(".dll", StringComparison.Ordinal)));
    }

    private (IReadOnlyList<string> Files, string Description) Content(string package)
    {
        using var archive = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(Path.Combine(Clone, "artifacts", "packages"), $"{package}.*.nupkg")));
        using var description = new StreamReader(archive.GetEntry($"{package}.nuspec")!.Open());
        string[] frame = ["_rels/", "package/", "[Content_Types]", $"{package}.nuspec"];
        return ([.. archive.Entries.Select(entry => entry.FullName).Where(name => !frame.Any(part => name.StartsWith(part, StringComparison.Ordinal))).Order(StringComparer.Ordinal)], description.ReadToEnd());
    }

    private async Task AnswersAsync()
    {
        await daemon.OutputHoldsAsync("Consuming worker.greeter");
        await using var fsm = await Fsm.ConnectAsync(node.Uri);
        Assert.Equal(
            ["""{"status":"started"}""", """{"status":"completed","data":{"text":"Hello, you!"}}"""],
            await fsm.RunAsync("greeter", "\"subcommand\": \"Greet\", \"name\": \"you\""));
    }

    /// <summary>The commands below a heading of the README.</summary>
    private static IEnumerable<string> Commands(string heading) =>
        Readme.Text.Split($"\n{heading}\n")[1].Split("\n### ")[0].Split('\n').Where(line => line.StartsWith("$ ", StringComparison.Ordinal)).Select(line => line[2..]);

    private void CopySources()
    {
        string[] parts = ["host/Binding", "host/Execution", "plugin-abstractions", "Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig", "ReWorkerHost.sln", "plugins.json"];
        foreach (var part in parts)
        {
            var source = Path.Combine(Repository.Root, part);
            foreach (var file in Directory.Exists(source) ? Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories) : [source])
            {
                var copy = Path.Combine(Clone, Path.GetRelativePath(Repository.Root, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }

        Directory.CreateDirectory(Path.Combine(Clone, "runtime"));
        Directory.CreateSymbolicLink(Path.Combine(Clone, "runtime", "plugins"), daemon.Plugins);
    }

    private static string Packages() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
