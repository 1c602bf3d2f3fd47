using System.Text.Json;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Plugins.Remote;

namespace ReWorkerHost.Tests.Plugins.Fileops;

/// <summary>What tries to get out of the allowed folders, and names that mean something to a shell or a program.</summary>
[Collection(SshServerGroup.Name)]
public sealed class FileopsAttackTests(SshServer server) : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly TemporaryFolder folder = new();

    /// <summary>Every subcommand, with a path.</summary>
    public static TheoryData<string, bool> Subcommands()
    {
        var all = new TheoryData<string, bool>();
        foreach (var (index, name) in new[] { "ChangeOwnership", "ChangePermissions", "FindInFiles", "Move", "Remove", "Touch", "Tar" }.Index()) all.Add(name, index % 2 == 1);
        return all;
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Subcommands))]
    public async Task A_folder_on_the_way_that_leads_out_is_refused(string subcommand, bool overSsh)
    {
        await using var fileops = await LoadAsync();
        var secret = Secret();
        Directory.CreateSymbolicLink(folder["in/link"], folder["out"]);

        var failure = await fileops.FailureAsync(subcommand, Parameters(subcommand, folder["in/link/secret"]), HostSteps.Host(overSsh));

        Assert.Contains($"it leads to {folder["out"]}, which is in no allowed folder", failure, StringComparison.Ordinal);
        await AssertUntouchedAsync(secret);
    }

    [Theory]
    [MemberData(nameof(Subcommands))]
    public async Task A_link_that_leads_out_is_never_followed(string subcommand, bool overSsh)
    {
        await using var fileops = await LoadAsync();
        var secret = Secret();
        foreach (var (name, target) in new[] { ("file", secret), ("folder", folder["out"]), ("dangling", folder["out/new"]) }) File.CreateSymbolicLink(folder["in", name], target);

        foreach (var name in new[] { "file", "folder", "dangling" })
        {
            var outcome = await fileops.RunAsync(subcommand, Parameters(subcommand, folder["in", name]), [HostSteps.Host(overSsh)]);
            Assert.DoesNotContain("geheim", outcome.DataText(), StringComparison.Ordinal);
        }

        await AssertUntouchedAsync(secret);
    }

    [Theory]
    [MemberData(nameof(Subcommands))]
    public async Task Links_in_a_folder_are_not_followed_on_the_way_down(string subcommand, bool overSsh)
    {
        await using var fileops = await LoadAsync();
        var secret = Secret();
        folder.Write("in/sub/own", "own");
        File.CreateSymbolicLink(folder["in/sub/file"], secret);
        Directory.CreateSymbolicLink(folder["in/sub/folder"], folder["out"]);

        var report = await fileops.DoneAsync(subcommand, Parameters(subcommand, folder["in/sub"]), HostSteps.Host(overSsh));

        Assert.DoesNotContain("geheim", report, StringComparison.Ordinal);
        await AssertUntouchedAsync(secret);
    }

    [RootFact]
    public async Task A_link_is_given_away_itself_and_not_what_it_leads_to()
    {
        await using var fileops = await LoadAsync();
        var secret = Secret();
        File.CreateSymbolicLink(folder["in/link"], secret);

        await fileops.DoneAsync("ChangeOwnership", new { path = folder["in/link"], user = "daemon", group = "daemon" }, "localhost");

        Assert.Equal("daemon\n", await Shell.RunAsync("stat", "-c", "%U", folder["in/link"]));
        await AssertUntouchedAsync(secret);
    }

    [Theory]
    [InlineData("Move")]
    [InlineData("Tar")]
    public async Task Nothing_is_put_outside(string subcommand)
    {
        await using var fileops = await LoadAsync();
        var secret = Secret();
        var file = folder.Write("in/file", "1");
        Directory.CreateSymbolicLink(folder["in/link"], folder["out"]);

        foreach (var to in new[] { "in/link/new", "in/link/secret" })
        {
            Assert.Contains("which is in no allowed folder", await fileops.FailureAsync(subcommand, new { path = file, to = folder[to] }, "localhost"), StringComparison.Ordinal);
        }

        await fileops.FailureAsync(subcommand, new { path = file, to = folder["in/link"] }, "localhost");
        Assert.Contains("is in no allowed folder", await fileops.RefusalAsync(subcommand, new { path = file, to = folder["out/new"] }), StringComparison.Ordinal);
        Assert.Contains("without .. in it", await fileops.RefusalAsync(subcommand, new { path = file, to = folder["in"] + "/../out/new" }), StringComparison.Ordinal);
        await AssertUntouchedAsync(secret);
        Assert.Equal("1", File.ReadAllText(file));
    }

    [Theory]
    [InlineData("{0}/in/../out/secret", "without .. in it")]
    [InlineData("{0}/in/..", "without .. in it")]
    [InlineData("in/file", "expected an absolute path")]
    [InlineData("", "expected an absolute path")]
    [InlineData("-rf", "expected an absolute path")]
    [InlineData("~/file", "expected an absolute path")]
    [InlineData("{0}/in/a\0b", "can't be used")]
    [InlineData("{0}/inside", "is in no allowed folder")]
    [InlineData("{0}", "is in no allowed folder")]
    [InlineData("/", "is in no allowed folder")]
    [InlineData("/etc/passwd", "is in no allowed folder: name one that it is in in plugins.fileops.settings.folders to allow it")]
    public async Task A_path_that_is_not_below_an_allowed_folder_is_refused(string path, string why)
    {
        await using var fileops = await LoadAsync();

        Assert.Contains(why, await fileops.RefusalAsync("Remove", new { path = path.Replace("{0}", folder.Path, StringComparison.Ordinal), recursive = true }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_allowed_folder_stays_where_it_is_whichever_way_leads_to_it()
    {
        Directory.CreateDirectory(folder["in/deep/also"]);
        Directory.CreateSymbolicLink(folder["in/link"], folder["in"]);
        await using var fileops = await HostSteps.LoadAsync("fileops", server, ("folders", new[] { folder["in"] + "/", folder["in/deep/also"] }));
        var other = folder.Write("in/other/file", "1");

        Assert.Contains("is an allowed folder, and can't be removed itself", await fileops.RefusalAsync("Remove", new { path = folder["in"], recursive = true }), StringComparison.Ordinal);
        Assert.Contains("is an allowed folder, and can't be moved itself", await fileops.RefusalAsync("Move", new { path = folder["in/deep/also"], to = folder["in/x"] }), StringComparison.Ordinal);
        foreach (var path in new[] { "in/deep", "in/link/deep", "in/link/deep/also" })
        {
            Assert.Contains("can't be moved, removed or replaced", await fileops.FailureAsync("Remove", new { path = folder[path], recursive = true }, "localhost"), StringComparison.Ordinal);
            Assert.Contains("can't be moved, removed or replaced", await fileops.FailureAsync("Move", new { path = folder[path], to = folder["in/x"] }, "localhost"), StringComparison.Ordinal);
        }

        Assert.True(Directory.Exists(folder["in/deep/also"]));
        Assert.True(File.Exists(other));
        await fileops.DoneAsync("ChangePermissions", new { path = folder["in"], mode = "0711" }, "localhost");
        await fileops.DoneAsync("Tar", new { path = folder["in"], to = folder["in/deep/also/a.tar"] }, SshServer.Host);
        Assert.Contains(other[1..], await Shell.RunAsync("tar", "-t", "-f", folder["in/deep/also/a.tar"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-rf")]
    [InlineData("--help")]
    [InlineData("-")]
    [InlineData("*")]
    [InlineData("a b\n\nc\n")]
    [InlineData(" ")]
    [InlineData("'\"\\")]
    [InlineData("$(touch ran)`touch ran`;touch ran&|<>")]
    [InlineData("!!{a,b}[c]?~#%")]
    [InlineData("\u00c1\u00e9\u0081\u0088\u00ff\U0001F600")]
    [InlineData("\r\t\u001b[31m\u007f")]
    public async Task A_name_is_only_a_name(string name)
    {
        await using var fileops = await LoadAsync();
        var path = folder["in", name];
        var other = folder.Write("in/other", "x\n");
        var host = HostSteps.Host(overSsh: name.Contains('(') || name.Contains('\n') || name.StartsWith("--", StringComparison.Ordinal));

        await fileops.DoneAsync("Touch", new { path }, host);
        await File.WriteAllTextAsync(path, "line\n");
        await fileops.DoneAsync("ChangePermissions", new { path, mode = "0600" }, host);
        var found = JsonElement.Parse(await fileops.DoneAsync("FindInFiles", new { path = folder["in"], regexp = "line", recursive = true }, host)).GetProperty("matches");
        await fileops.DoneAsync("Tar", new { path, to = path + ".tar" }, host);
        await fileops.DoneAsync("Move", new { path, to = path + ".new" }, host);

        Assert.Equal(path, Assert.Single(found.EnumerateArray()).GetProperty("path").GetString());
        Assert.Equal(new[] { path + ".new", path + ".tar", other }.Order(StringComparer.Ordinal), Directory.EnumerateFileSystemEntries(folder["in"]).Order(StringComparer.Ordinal));
        await fileops.DoneAsync("Remove", new { path = new[] { path + ".new", path + ".tar" } }, host);
        Assert.Equal([other], Directory.EnumerateFileSystemEntries(folder["in"]));
    }

    [Theory]
    [InlineData("ChangeOwnership", "user", "-R")]
    [InlineData("ChangeOwnership", "user", "root:root")]
    [InlineData("ChangeOwnership", "user", "$(id)")]
    [InlineData("ChangeOwnership", "group", "--reference=/etc/shadow")]
    [InlineData("ChangeOwnership", "group", "root\n")]
    [InlineData("ChangeOwnership", "group", "")]
    [InlineData("ChangePermissions", "mode", "--reference=/etc/shadow")]
    [InlineData("ChangePermissions", "mode", "0644; id")]
    [InlineData("ChangePermissions", "mode", "0888")]
    [InlineData("ChangePermissions", "mode", "u=rw,")]
    [InlineData("ChangePermissions", "mode", "")]
    [InlineData("Tar", "compression", "xz")]
    [InlineData("Tar", "compression", "gzip; id")]
    public async Task A_value_that_is_more_than_it_should_be_is_refused_by_name(string subcommand, string parameter, string value)
    {
        await using var fileops = await LoadAsync();
        var parameters = JsonSerializer.SerializeToNode(Parameters(subcommand, folder["in/file"]))!.AsObject();
        parameters[parameter] = value;

        Assert.Contains($"{parameter}: expected", await fileops.RefusalAsync(subcommand, parameters), StringComparison.Ordinal);
    }

    private Task<PluginUnderTest> LoadAsync()
    {
        Directory.CreateDirectory(folder["in"]);
        return HostSteps.LoadAsync("fileops", server, ("folders", new[] { folder["in"] }));
    }

    private object Parameters(string subcommand, string path) => subcommand switch
    {
        "ChangeOwnership" => new { path, user = Environment.IsPrivilegedProcess ? "daemon" : server.User, group = Environment.IsPrivilegedProcess ? "daemon" : server.User, recursive = true },
        "ChangePermissions" => new { path, mode = "0777", recursive = true },
        "FindInFiles" => new { path, regexp = "geheim", recursive = true },
        "Move" => new { path, to = folder["in/moved"] },
        "Remove" => new { path, recursive = true },
        "Touch" => new { path },
        _ => new { path, to = folder["in/a.tar"] },
    };

    private string Secret()
    {
        var secret = folder.Write("out/secret", "geheim\n");
        File.SetUnixFileMode(secret, Private);
        File.SetLastWriteTimeUtc(secret, DateTime.UnixEpoch);
        return secret;
    }

    private async Task AssertUntouchedAsync(string secret)
    {
        Assert.Equal($"{server.User}\n", await Shell.RunAsync("stat", "-c", "%U", secret));
        Assert.Equal("geheim\n", File.ReadAllText(secret));
        Assert.Equal(Private, File.GetUnixFileMode(secret));
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(secret));
        Assert.Equal([secret], Directory.EnumerateFileSystemEntries(folder["out"]));
        if (File.Exists(folder["in/a.tar"])) Assert.DoesNotContain("geheim", File.ReadAllText(folder["in/a.tar"]), StringComparison.Ordinal);
    }
}
