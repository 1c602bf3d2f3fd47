
namespace ReWorkerHost.Tests.Plugins.Output;

/// <summary>What is written, and what happens where it can't be.</summary>
public sealed class OutputFilesTests
{
    [Theory]
    [InlineData("hello", "hello\n")]
    [InlineData("a\nb\n", "a\nb\n")]
    [InlineData("", "\n")]
    [InlineData("<a href=\"x\">'&amp;'</a>", "&lt;a href=&quot;x&quot;&gt;&#39;&amp;amp;&#39;&lt;/a&gt;\n")]
    [InlineData("ä€😀\r\n\u001b[0m", "ä€😀\r\n\u001b[0m\n")]
    public async Task A_message_is_written_escaped_and_ends_with_a_line_break(string message, string written)
    {
        await using var output = await OutputUnderTest.LoadAsync();

        await output.WriteAsync("r-1", message);

        Assert.Equal(written, output.Text("r-1.log"));
    }

    [Fact]
    public async Task Files_can_be_read_by_their_group_and_by_no_other()
    {
        await using var output = await OutputUnderTest.LoadAsync();

        await output.WriteAsync("r-1", "hello");

        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(output["r-1.log"]) & ~mode);
    }

    [Fact]
    public async Task Many_releases_at_once_keep_their_order_and_no_file_open()
    {
        await using var output = await OutputUnderTest.LoadAsync();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(async release =>
        {
            for (var line = 0; line < 20; line++) await output.WriteAsync($"r-{release}", $"{line}");
        }));

        Assert.Equal(100, output.Files.Count);
        Assert.All(output.Files, file => Assert.Equal(Enumerable.Range(0, 20).Select(line => $"{line}"), File.ReadAllLines(output[file])));
        Assert.DoesNotContain(Directory.EnumerateFiles("/proc/self/fd"), handle => new FileInfo(handle).LinkTarget?.StartsWith(output.Folder, StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public async Task Messages_of_one_release_that_come_at_once_are_all_there_and_whole()
    {
        await using var output = await OutputUnderTest.LoadAsync();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(number => Task.Run(() => output.WriteAsync("r-1", new string('x', number)))));

        Assert.Equal(Enumerable.Range(0, 200), File.ReadAllLines(output["r-1.log"]).Select(line => line.Length).Order());
    }

    [Fact]
    public async Task After_an_error_of_the_file_system_it_writes_again()
    {
        await using var output = await OutputUnderTest.LoadAsync();
        Directory.CreateDirectory(output["r-1.log"]);

        var failed = await output.TryWriteAsync("r-1", "lost");
        await output.WriteAsync("r-2", "another release");
        Directory.Delete(output["r-1.log"]);
        await output.WriteAsync("r-1", "there");

        Assert.Equal(StepOutcomeKind.Faulted, failed.Kind);
        Assert.Contains("r-1.log can't be opened: Is a directory", failed.Detail, StringComparison.Ordinal);
        Assert.Equal("there\n", output.Text("r-1.log"));
    }

    [Fact]
    public async Task A_folder_that_was_removed_is_made_again()
    {
        await using var output = await OutputUnderTest.LoadAsync();
        Directory.Delete(output.Folder);

        await output.WriteAsync("r-1", "hello");

        Assert.Equal("hello\n", output.Text("r-1.log"));
    }

    [Fact]
    public async Task What_follows_a_message_that_was_cut_begins_on_a_line_of_its_own()
    {
        await using var output = await OutputUnderTest.LoadAsync();
        File.WriteAllText(output["r-1.log"], "half a li");

        await output.WriteAsync("r-1", "whole");

        Assert.Equal("half a li\nwhole\n", output.Text("r-1.log"));
    }
}
