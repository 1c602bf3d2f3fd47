using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Plugins;
using ReWorkerHost.Tests.Plugins.Remote;

namespace ReWorkerHost.Tests.Documentation;

/// <summary>The page of the worker fileops.</summary>
public sealed class FileopsPageTests : IDisposable
{
    private static readonly Document Page = new("docs/workers/fileops.md");
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [RootFact]
    public async Task Its_playbook_runs()
    {
        await using var fileops = await LoadAsync();
        folder.Write("dir/notes", "a Test\n");
        var steps = RemotePages.Steps(Page, "/srv/app", folder.Path);

        await RemotePages.CompleteAsync(fileops, steps);

        Assert.Equal(["Touch", "ChangePermissions", "ChangeOwnership", "FindInFiles", "Move", "Move", "Tar", "Remove"], steps.Select(step => step.Subcommand));
        Assert.Equal(
            $"{folder["dir"][1..]}/\n{folder["dir/newfile"][1..]}\n{folder["dir/newname"][1..]}\n{folder["dir/notes"][1..]}\n",
            string.Concat((await Shell.RunAsync("tar", "-t", "-z", "-f", folder["dir.tar.gz"])).Split('\n').Order(StringComparer.Ordinal).Skip(1).Select(line => line + "\n")));
        Assert.Equal([folder["dir.tar.gz"]], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Its_answers_are_the_workers()
    {
        await using var fileops = await LoadAsync();
        folder.Write("dir/notes", "a\na Test\n");

        Assert.Equal(Page.Blocks("")[0], Written((await fileops.RunAsync("Touch", new { path = new[] { folder["one"], folder["two"] } }, ["localhost"])).Completed()));
        Assert.Equal(Page.Blocks("")[1], Written((await fileops.RunAsync("FindInFiles", new { path = folder["dir"], regexp = "test", case_insensitive = true, recursive = true }, ["localhost"])).Completed()));
        Assert.Equal(Page.Blocks("")[2], Written((await fileops.RunAsync("Tar", new { path = new[] { folder["one"], folder["missing"] }, to = folder["a.tar"] }, ["localhost"])).DataText()));
    }

    [Theory]
    [InlineData("mode: \"0644\"", null)]
    [InlineData("mode: 0644", "mode: expected a string, found the number 644: put it in quotes, such as \"0644\", because YAML reads 0644 as another number")]
    [InlineData("mode: 420", "mode: expected a string, found the number 420: put it in quotes, such as \"0644\", because YAML reads 0644 as another number")]
    public async Task A_mode_without_quotes_is_refused_with_the_remedy(string mode, string? refusal)
    {
        await using var fileops = await LoadAsync();
        folder.Write("filename", "");
        var (hosts, subcommand, parameters) = RemotePages.Steps(new Document(Page.Path), "mode: \"0644\"", mode).Single(step => step.Subcommand == "ChangePermissions");

        var outcome = await fileops.RunOnAsync(hosts, subcommand, parameters.Replace("/srv/app", folder.Path, StringComparison.Ordinal));

        Assert.Equal(refusal is null ? null : $"invalid parameters: {refusal}", outcome.Text);
    }

    [Fact]
    public Task It_names_every_parameter_and_setting() => RemotePages.NameEverythingAsync(Page, "fileops");

    [Fact]
    public async Task The_ready_plugins_json_lets_the_worker_run_and_allows_no_folder()
    {
        var settings = new WorkerPage("fileops").ReadySettings();
        await using var fileops = await PluginUnderTest.LoadAsync("fileops", settings);

        Assert.Equal("""{"folders":[]}""", settings.ToJsonString());
    }

    private Task<PluginUnderTest> LoadAsync() => PluginUnderTest.LoadAsync("fileops", new { folders = new[] { folder.Path } });

    private string Written(string? data) => data!.Replace(folder.Path, "/srv/app", StringComparison.Ordinal) + "\n";
}
