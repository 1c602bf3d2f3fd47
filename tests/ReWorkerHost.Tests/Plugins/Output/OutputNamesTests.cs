using System.Diagnostics;

namespace ReWorkerHost.Tests.Plugins.Output;

/// <summary>A release's id is untrusted: it names a file in the folder, and a file of its own.</summary>
public sealed class OutputNamesTests
{
    [Theory]
    [InlineData("2e3e5b4c-0d7a-4a8c-9a52-6f2b6b5a1c11", "2e3e5b4c-0d7a-4a8c-9a52-6f2b6b5a1c11.log")]
    [InlineData("Release_1.2", "Release_1.2.log")]
    [InlineData("../../etc/passwd", "%2e.%2f..%2fetc%2fpasswd.log")]
    [InlineData("..", "%2e..log")]
    [InlineData("/etc/passwd", "%2fetc%2fpasswd.log")]
    [InlineData("a\0b\nc\\d", "a%00b%0ac%5cd.log")]
    [InlineData("%2f", "%252f.log")]
    [InlineData("ä😀 ", "%c3%a4%f0%9f%98%80%20.log")]
    [InlineData("+none", "%2bnone.log")]
    [InlineData("", "+empty.log")]
    [InlineData(null, "+none.log")]
    public async Task An_id_names_one_file_in_the_folder(string? id, string file)
    {
        await using var output = await OutputUnderTest.LoadAsync();

        await output.WriteAsync(id, "hello");

        Assert.Equal([file], output.Files);
    }

    [Fact]
    public async Task No_two_ids_share_a_file()
    {
        await using var output = await OutputUnderTest.LoadAsync(maxBytes: 10);
        string?[] ids =
        [
            null, "", "none", "empty", "+none", "a", "A", "a.log", "a.log.1", "a/b", "a%2fb", "a%2Fb", "a\\b", "a b", "a_b", ".a", "%2ea", "\ud800", "\udc00", "\ufffd", "%ud800",
            new string('a', 255), new string('a', 254) + "b", new string('A', 255), new string('ä', 127), new string('ä', 126) + "ö", new string('/', 5000), new string('/', 5001),
        ];

        foreach (var (index, id) in ids.Index()) await output.WriteAsync(id, $"id {index}");

        Assert.Equal(ids.Length, output.Files.Count);
        Assert.Equal(ids.Index().Select(id => $"id {id.Index}\n").Order(), output.Files.Select(output.Text).Order());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_symbolic_link_is_not_followed(bool exists)
    {
        await using var output = await OutputUnderTest.LoadAsync(maxBytes: 3);
        using var elsewhere = new Fixtures.TemporaryFolder();
        var target = elsewhere["target"];
        if (exists) File.WriteAllText(target, "untouched\n");
        File.CreateSymbolicLink(output["r-1.log"], target);

        var outcome = await output.TryWriteAsync("r-1", "hello");

        Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
        Assert.EndsWith("r-1.log is a symbolic link, and none is followed: remove it", outcome.Text, StringComparison.Ordinal);
        Assert.Equal(exists ? "untouched\n" : null, exists ? await File.ReadAllTextAsync(target) : File.Exists(target) ? "made" : null);
    }

    [Fact]
    public async Task A_pipe_is_refused_and_nobody_waits_for_its_reader()
    {
        await using var output = await OutputUnderTest.LoadAsync();
        using var make = Process.Start("mkfifo", [output["r-1.log"]]);
        await make.WaitForExitAsync();

        var outcome = await output.TryWriteAsync("r-1", "hello");

        Assert.EndsWith("r-1.log is no file: remove it", outcome.Text, StringComparison.Ordinal);
    }
}
