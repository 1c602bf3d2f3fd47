using ReWorkerHost.Discovery;
using ReWorkerHost.Tests.Loading;

namespace ReWorkerHost.Tests.Discovery;

/// <summary>What moves is told from what has come to rest.</summary>
public sealed class SettledFolderTests
{
    private readonly ShiftedTime time = new();
    private readonly SettledFolder folder;

    public SettledFolderTests() => folder = new SettledFolder(time);

    [Fact]
    public void At_the_first_look_all_counts() => Assert.Equal(["one"], Look("one"));

    [Fact]
    public void What_is_new_counts_when_it_was_the_same_for_the_quiet_time_and_until_then_what_was_there_does()
    {
        Look("one");

        Assert.Equal(["one"], Look("two"));
        time.Shift(SettledFolder.QuietTime / 2);
        Assert.Equal(["one"], Look("three"));
        time.Shift(SettledFolder.QuietTime / 2);
        Assert.Equal(["one"], Look("three"));
        Assert.NotNull(folder.NextLook);
        time.Shift(SettledFolder.QuietTime);
        Assert.Equal(["three"], Look("three"));
        Assert.Null(folder.NextLook);
    }

    [Fact]
    public void What_is_gone_for_less_than_its_time_is_replaced_and_not_removed()
    {
        Look("one");

        Assert.Equal(["one"], Look());
        time.Shift(SettledFolder.QuietTimeOfAbsence / 2);
        Assert.Equal(["one"], Look());
        Assert.Equal(["one"], Look("two"));
        time.Shift(SettledFolder.QuietTime);
        Assert.Equal(["two"], Look("two"));
    }

    [Fact]
    public void What_is_gone_for_its_time_is_removed()
    {
        Look("one");

        Look();
        time.Shift(SettledFolder.QuietTimeOfAbsence);
        Assert.Empty(Look());
    }

    private IEnumerable<string> Look(params string[] hashes) => folder.Update(new DiscoveryResult(
        [.. hashes.Select(hash => new PluginDescriptor("plugin", "/plugins/plugin", "plugin.dll", ["plugin.dll"], hash, new AssemblyFacts("plugin", new Version(1, 0), [])))], [])).Plugins.Select(plugin => plugin.ContentHash);
}
