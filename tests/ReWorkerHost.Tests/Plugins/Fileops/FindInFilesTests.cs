using System.Text.Json;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Plugins.Remote;

namespace ReWorkerHost.Tests.Plugins.Fileops;

/// <summary>What is found in real files.</summary>
[Collection(SshServerGroup.Name)]
public sealed class FindInFilesTests(SshServer server) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lines_are_found_with_their_numbers_in_files_and_folders(bool overSsh)
    {
        await using var fileops = await LoadAsync();
        var odd = folder.Write("sub/-odd\n0:name: 'x'", "a\nTest 12\n");
        var one = folder.Write("one", "test 1\r\nno\ntest\n");
        var same = folder.Write("sub/sub", "a test: é\n");

        var found = await FindAsync(fileops, new { path = new[] { one, folder["sub"] }, regexp = "^(.* )?test( [0-9]+|: .|\r)?", case_insensitive = true, recursive = true }, HostSteps.Host(overSsh));

        Assert.Equal([$"{one}:1:test 1", $"{one}:3:test", $"{odd}:2:Test 12", $"{same}:1:a test: é"], found.Matches.Order(StringComparer.Ordinal));
        Assert.False(found.IsTruncated);
    }

    [Fact]
    public async Task Nothing_found_is_an_answer()
    {
        await using var fileops = await LoadAsync();

        Assert.Equal("""{"outcome":"done","matches":[],"truncated":false}""", await fileops.DoneAsync("FindInFiles", new { path = folder.Write("one", "Test\n"), regexp = "test" }, "localhost"));
    }

    [Fact]
    public async Task What_is_no_text_is_passed_over()
    {
        await using var fileops = await LoadAsync();
        folder.Write("sub/binary", "test\0test\n");
        File.CreateSymbolicLink(folder["sub/link"], folder.Write("outside", "test\n"));
        await Shell.RunAsync("mkfifo", folder["sub/pipe"]);
        var text = folder.Write("sub/text", "test\n");

        Assert.Equal([$"{text}:1:test"], (await FindAsync(fileops, new { path = folder["sub"], regexp = "test", recursive = true }, "localhost")).Matches);
        Assert.Contains("neither a file nor a folder", await fileops.FailureAsync("FindInFiles", new { path = folder["sub/pipe"], regexp = "test" }, "localhost"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_matches_and_long_lines_are_cut_and_it_is_said()
    {
        await using var fileops = await LoadAsync();
        var many = folder.Write("many", string.Concat(Enumerable.Repeat("test\n", 300)));
        var few = folder.Write("few", string.Concat(Enumerable.Repeat("test\n", 200)));
        var wide = folder.Write("wide", new string('x', 100_000) + "test\n");

        var ofMany = await FindAsync(fileops, new { path = many, regexp = "test" }, "localhost");
        var ofFew = await FindAsync(fileops, new { path = few, regexp = "test" }, "localhost");
        var ofWide = await FindAsync(fileops, new { path = wide, regexp = "test" }, "localhost");

        Assert.Equal((200, true), (ofMany.Matches.Count, ofMany.IsTruncated));
        Assert.Equal((200, false), (ofFew.Matches.Count, ofFew.IsTruncated));
        Assert.Equal(($"{wide}:1:{new string('x', 500)}", true), (Assert.Single(ofWide.Matches), ofWide.IsTruncated));
    }

    [Fact]
    public async Task More_than_is_passed_on_is_cut_and_what_follows_is_still_found()
    {
        await using var fileops = await LoadAsync();
        for (var i = 0; i < 300; i++) folder.Write($"sub/{i}", new string('x', 5000) + "\n");
        var last = folder.Write("last", "x\n");

        var found = await FindAsync(fileops, new { path = new[] { folder["sub"], last }, regexp = "x", recursive = true }, "localhost");

        Assert.True(found.IsTruncated);
        Assert.InRange(found.Matches.Count, 100, 200);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("[a")]
    public async Task An_expression_that_is_none_fails_before_a_file_is_opened(string regexp)
    {
        await using var fileops = await LoadAsync();

        var failure = await fileops.FailureAsync("FindInFiles", new { path = folder["missing"], regexp }, "localhost");

        Assert.EndsWith("regexp: it is no extended regular expression of POSIX", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    public async Task An_expression_that_can_not_be_one_line_is_refused(string regexp)
    {
        await using var fileops = await LoadAsync();

        Assert.StartsWith("invalid parameters: regexp: expected an extended regular expression", await fileops.RefusalAsync("FindInFiles", new { path = folder["x"], regexp }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-r")]
    [InlineData("--include=x")]
    [InlineData("$(touch {0}/ran)")]
    [InlineData("'; touch {0}/ran; '")]
    [InlineData("`touch {0}/ran`")]
    public async Task An_expression_is_never_an_option_or_a_command(string regexp)
    {
        await using var fileops = await LoadAsync();
        regexp = regexp.Replace("{0}", folder.Path, StringComparison.Ordinal);
        var file = folder.Write("file", "a -r --include=x ' b\n");

        await FindAsync(fileops, new { path = file, regexp }, HostSteps.Host(overSsh: regexp.StartsWith('\'')));

        Assert.Equal([file], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static async Task<(List<string> Matches, bool IsTruncated)> FindAsync(PluginUnderTest fileops, object parameters, string host)
    {
        var report = JsonElement.Parse(await fileops.DoneAsync("FindInFiles", parameters, host));
        var matches = report.GetProperty("matches").EnumerateArray().Select(match => $"{match.GetProperty("path")}:{match.GetProperty("line")}:{match.GetProperty("text")}");
        return ([.. matches], report.GetProperty("truncated").GetBoolean());
    }

    private Task<PluginUnderTest> LoadAsync() => HostSteps.LoadAsync("fileops", server, ("folders", new[] { folder.Path }));
}
