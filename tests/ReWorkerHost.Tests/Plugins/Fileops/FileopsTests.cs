using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Plugins.Remote;

namespace ReWorkerHost.Tests.Plugins.Fileops;

/// <summary>What each subcommand does to real files, on this machine and over SSH.</summary>
[Collection(SshServerGroup.Name)]
public sealed class FileopsTests(SshServer server) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Touch_makes_empty_files_and_leaves_the_content_of_others(bool overSsh)
    {
        await using var fileops = await LoadAsync();
        var old = folder.Write("old", "content");
        File.SetLastWriteTimeUtc(old, DateTime.UnixEpoch);

        var report = await fileops.DoneAsync("Touch", new { path = new[] { folder["new"], old } }, HostSteps.Host(overSsh));

        Assert.Equal($$"""{"outcome":"done","paths":["{{folder["new"]}}","{{old}}"]}""", report);
        Assert.Equal("", File.ReadAllText(folder["new"]));
        Assert.Equal("content", File.ReadAllText(old));
        Assert.True(File.GetLastWriteTimeUtc(old).Year > 2000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Move_gives_a_file_another_name_and_moves_several_to_a_folder(bool overSsh)
    {
        await using var fileops = await LoadAsync();
        folder.Write("one", "1");
        folder.Write("two", "2");
        folder.Write("sub/three", "3");
        folder.Write("taken", "before");

        await fileops.DoneAsync("Move", new { path = folder["one"], to = folder["taken"] }, HostSteps.Host(overSsh));
        await fileops.DoneAsync("Move", new { path = new[] { folder["two"], folder["taken"] }, to = folder["sub"] + "/" }, HostSteps.Host(overSsh));

        Assert.Equal(["sub/taken 1", "sub/three 3", "sub/two 2"], Content());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Remove_removes_files_and_folders_and_is_content_with_what_is_gone(bool overSsh)
    {
        await using var fileops = await LoadAsync();
        folder.Write("one", "1");
        folder.Write("sub/deep/two", "2");
        folder.Write("stays", "3");

        await fileops.DoneAsync("Remove", new { path = new[] { folder["one"], folder["missing"], folder["no/where"] } }, HostSteps.Host(overSsh));
        var failure = await fileops.FailureAsync("Remove", new { path = folder["sub"] }, HostSteps.Host(overSsh));
        Assert.Equal($"{HostSteps.Host(overSsh)}: {folder["sub"]}: it is a folder: set recursive to true", failure);
        await fileops.DoneAsync("Remove", new { path = folder["sub"], recursive = true }, HostSteps.Host(overSsh));

        Assert.Equal(["stays 3"], Content());
    }

    [Theory]
    [InlineData(false, "0640", "u=rw,g=r,o=")]
    [InlineData(true, "2750", "u=rwx,g=rxs,o=")]
    public async Task ChangePermissions_takes_octal_and_symbolic_modes(bool overSsh, string octal, string symbolic)
    {
        await using var fileops = await LoadAsync();
        var one = folder.Write("one", "");
        var two = folder.Write("two", "");
        var expected = (UnixFileMode)Convert.ToInt32(octal, 8);

        await fileops.DoneAsync("ChangePermissions", new { path = one, mode = octal }, HostSteps.Host(overSsh));
        await fileops.DoneAsync("ChangePermissions", new { path = new[] { two }, mode = symbolic }, HostSteps.Host(overSsh));

        Assert.Equal((expected, expected), (File.GetUnixFileMode(one), File.GetUnixFileMode(two)));
    }

    [Fact]
    public async Task ChangePermissions_goes_down_where_it_is_recursive_and_only_there()
    {
        await using var fileops = await LoadAsync();
        var deep = folder.Write("sub/deep/file", "");
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

        await fileops.DoneAsync("ChangePermissions", new { path = folder["sub"], mode = "0700" }, "localhost");
        Assert.NotEqual(Mode, File.GetUnixFileMode(deep));
        await fileops.DoneAsync("ChangePermissions", new { path = folder["sub"], mode = "0700", recursive = true }, "localhost");

        Assert.Equal(Mode, File.GetUnixFileMode(deep));
    }

    [RootTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ChangeOwnership_gives_files_to_a_user_and_a_group(bool overSsh)
    {
        await using var fileops = await LoadAsync();
        folder.Write("sub/file", "");

        await fileops.DoneAsync("ChangeOwnership", new { path = folder["sub"], user = "daemon", group = "4242", recursive = true }, HostSteps.Host(overSsh));

        Assert.Equal("daemon 4242\n", await Shell.RunAsync("stat", "-c", "%U %g", folder["sub/file"]));
        Assert.Contains("invalid user", await fileops.FailureAsync("ChangeOwnership", new { path = folder["sub"], user = "no-such-user", group = "root" }, HostSteps.Host(overSsh)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none", "a.tar")]
    [InlineData("gzip", "a.tar.gz")]
    [InlineData("BZIP", "a.tar.bz2")]
    public async Task Tar_makes_an_archive_that_holds_whole_paths(string compression, string name)
    {
        await using var fileops = await LoadAsync();
        var odd = folder.Write("odd, & \\1\nname/-x 'y'\n", "odd");
        folder.Write("sub/deep/two", "2");
        File.CreateSymbolicLink(folder["sub/link"], "deep/two");

        await fileops.DoneAsync("Tar", new { path = new[] { folder["sub"] + "/", odd }, to = folder[name], compression }, HostSteps.Host(overSsh: compression == "gzip"));

        using var target = new TemporaryFolder();
        await Shell.RunAsync("tar", "-x", "-f", folder[name], "-C", target.Path);
        Assert.Equal("2", File.ReadAllText(target.Path + folder["sub/deep/two"]));
        Assert.Equal("odd", File.ReadAllText(target.Path + odd));
        Assert.Equal("deep/two", new FileInfo(target.Path + folder["sub/link"]).LinkTarget);
        Assert.Equal([name, "odd, & \\1\nname", "sub"], Entries());
    }

    [Fact]
    public async Task A_Tar_that_fails_leaves_what_was_there_and_nothing_else()
    {
        await using var fileops = await LoadAsync();
        folder.Write("a.tar", "before");
        folder.Write("sub/one", "1");

        await fileops.FailureAsync("Tar", new { path = new[] { folder["sub"], folder["missing"] }, to = folder["a.tar"] }, "localhost");
        await fileops.FailureAsync("Tar", new { path = folder["sub/one"], to = folder["no/where.tar"] }, "localhost");
        Assert.EndsWith("expected the path of the archive's file", await fileops.RefusalAsync("Tar", new { path = folder["sub"], to = folder["x/"] }), StringComparison.Ordinal);
        await fileops.FailureAsync("Tar", new { path = folder["a.tar"], to = folder["sub"] }, "localhost");

        Assert.Equal(["a.tar before", "sub/one 1"], Content());
    }

    [Fact]
    public async Task A_list_with_one_path_that_is_not_there_changes_nothing()
    {
        await using var fileops = await LoadAsync();
        folder.Write("one", "1");
        folder.Write("sub/two", "2");

        Assert.Equal($"localhost: {folder["missing"]}: it is not there", await fileops.FailureAsync("Move", new { path = new[] { folder["one"], folder["missing"] }, to = folder["sub"] }, "localhost"));
        Assert.Contains("it is no folder", await fileops.FailureAsync("Move", new { path = new[] { folder["one"], folder["sub/two"] }, to = folder["new"] }, "localhost"), StringComparison.Ordinal);
        Assert.Contains("it is no folder", await fileops.FailureAsync("Move", new { path = folder["one"], to = folder["new/"] }, "localhost"), StringComparison.Ordinal);

        Assert.Equal(["one 1", "sub/two 2"], Content());
    }

    private Task<PluginUnderTest> LoadAsync() => HostSteps.LoadAsync("fileops", server, ("folders", new[] { folder.Path }));

    private IEnumerable<string> Content() =>
        Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Select(file => $"{file[(folder.Path.Length + 1)..]} {File.ReadAllText(file)}").Order(StringComparer.Ordinal);

    private IEnumerable<string?> Entries() => Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
