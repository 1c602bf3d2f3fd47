using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Plugins.Remote;

namespace ReWorkerHost.Tests.Plugins.Fileops;

/// <summary>What is left of a step that is cancelled.</summary>
[Collection(SshServerGroup.Name)]
public sealed class FileopsCancelTests(SshServer server) : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_Tar_that_is_cancelled_leaves_what_was_there_and_nothing_else(bool overSsh)
    {
        await using var fileops = await HostSteps.LoadAsync("fileops", server, ("folders", new[] { folder.Path }));
        var archive = folder.Write("a.tar", "before");
        await using (var large = File.Create(folder["large"])) large.SetLength(1L << 38); // all hole: it takes no room
        using var cancel = new CancellationTokenSource();
        var run = fileops.RunAsync("Tar", new { path = folder["large"], to = archive }, [HostSteps.Host(overSsh)], cancellationToken: cancel.Token);
        await Eventually.HoldsAsync(() => Hidden().Any(file => new FileInfo(file).Length > 0), "the archive is being made");

        await cancel.CancelAsync();

        Assert.Equal(StepOutcomeKind.Cancelled, (await run.WaitAsync(Deadline)).Kind);
        await Eventually.HoldsAsync(() => !Hidden().Any(), "what was made of the archive is gone");
        Assert.Equal("before", await File.ReadAllTextAsync(archive));
    }

    private IEnumerable<string> Hidden() => Directory.EnumerateFiles(folder.Path, ".*");
}
