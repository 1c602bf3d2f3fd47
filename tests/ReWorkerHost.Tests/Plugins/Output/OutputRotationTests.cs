namespace ReWorkerHost.Tests.Plugins.Output;

/// <summary>Files that become too large.</summary>
public sealed class OutputRotationTests
{
    [Fact]
    public async Task A_file_is_rotated_before_it_becomes_too_large_and_the_oldest_goes()
    {
        await using var output = await OutputUnderTest.LoadAsync(maxBytes: 8, keep: 2);

        foreach (var message in new[] { "aaa", "bbb", "ccc", "ddd", "eee", "fff", "ggg" }) await output.WriteAsync("r-1", message);

        Assert.Equal(["+rotation.lock", "r-1.log", "r-1.log.1", "r-1.log.2"], output.Files);
        Assert.Equal(["ggg\n", "eee\nfff\n", "ccc\nddd\n"], output.Files.Skip(1).Select(output.Text));
    }

    [Fact]
    public async Task Nothing_of_a_release_is_kept_but_the_file_where_none_is_to_be()
    {
        await using var output = await OutputUnderTest.LoadAsync(maxBytes: 4, keep: 0);

        await output.WriteAsync("r-1", "aaa");
        await output.WriteAsync("r-1", "bbb");

        Assert.Equal(["+rotation.lock", "r-1.log"], output.Files);
        Assert.Equal("bbb\n", output.Text("r-1.log"));
    }

    [Fact]
    public async Task A_message_that_is_too_large_by_itself_has_a_file_of_its_own()
    {
        await using var output = await OutputUnderTest.LoadAsync(maxBytes: 4, keep: 3);

        foreach (var message in new[] { "a", "a long message", "b" }) await output.WriteAsync("r-1", message);

        Assert.Equal(["b\n", "a long message\n", "a\n"], output.Files.Skip(1).Select(output.Text));
    }

    [Fact]
    public async Task Nothing_is_lost_where_messages_come_at_once()
    {
        await using var output = await OutputUnderTest.LoadAsync(maxBytes: 100, keep: 100);

        await Task.WhenAll(Enumerable.Range(0, 300).Select(number => Task.Run(() => output.WriteAsync("r-1", $"{number}"))));

        Assert.Equal(Enumerable.Range(0, 300), output.Files.Skip(1).SelectMany(file => File.ReadAllLines(output[file])).Select(int.Parse).Order());
    }

    [Fact]
    public async Task Where_a_file_can_not_be_rotated_nothing_is_lost()
    {
        await using var output = await OutputUnderTest.LoadAsync(maxBytes: 4, keep: 1);
        Directory.CreateDirectory(output["r-1.log.1"]);

        await output.WriteAsync("r-1", "aaa");
        await output.WriteAsync("r-1", "bbb");

        Assert.Equal("aaa\nbbb\n", output.Text("r-1.log"));
    }
}
