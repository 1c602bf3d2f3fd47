using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.Git;

/// <summary>Repositories over ssh.</summary>
[Collection(SshServerGroup.Name)]
public sealed class GitSshTests : IDisposable
{
    private readonly GitBench bench = new();
    private readonly SshServer server;
    private readonly string repo;

    public GitSshTests(SshServer server)
    {
        this.server = server;
        repo = $"ssh://{server.User}@{server.Address}:{server.Port}{bench.Origin}";
        bench.Branch("feature");
        bench.Commit("feature", ("feature.txt", "new"));
        bench.Push("feature");
    }

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task A_branch_is_merged_and_pushed()
    {
        await using var worker = await LoadAsync(server.IdentityFile, server.KnownHostsFile);

        var outcome = await bench.MergeAsync(worker, "feature", repo);

        Assert.Contains(bench.Tip("feature"), outcome.Completed(), StringComparison.Ordinal);
        Assert.Equal(bench.Tip("feature"), bench.Tip());
        bench.AssertNothingIsLeft();
    }

    [Fact]
    public async Task A_server_with_another_key_than_is_known_is_not_spoken_to()
    {
        await using var worker = await LoadAsync(server.IdentityFile, server.WrongKnownHostsFile);

        var outcome = await bench.MergeAsync(worker, "feature", repo);

        Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
        Assert.EndsWith("add the host's key to the known hosts (plugins.git.settings.ssh_known_hosts_file)", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_the_server_does_not_take_fails_without_a_question()
    {
        await using var worker = await LoadAsync(server.StrangersIdentityFile, server.KnownHostsFile);

        var outcome = await bench.MergeAsync(worker, "feature", repo);

        Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
        Assert.EndsWith("give a key that the server takes (plugins.git.settings.ssh_key_file)", outcome.Text, StringComparison.Ordinal);
    }

    private Task<PluginUnderTest> LoadAsync(string key, string knownHosts) =>
        bench.LoadAsync(repo, ("ssh_key_file", key), ("ssh_known_hosts_file", knownHosts));
}
