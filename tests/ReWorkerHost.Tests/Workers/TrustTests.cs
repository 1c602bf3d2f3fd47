using ReWorkerHost.Discovery;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Workers;

/// <summary>With pinned trust no code of a version that is not named runs.</summary>
[Collection(RabbitMqNodeGroup.Name)]
public sealed class TrustTests(RabbitMqNode node)
{
    [Fact]
    public async Task Only_versions_that_are_named_by_their_hash_are_loaded_and_what_runs_goes_on()
    {
        await using var host = await HotDaemon.PrepareAsync(node);
        Directory.CreateDirectory(host.Folder);
        File.Copy(host.Compile("1"), host.Dll);
        Pin(host, new string('0', 64));
        await host.StartAsync();
        await host.ShowsAsync("reason", $"it is not trusted: trust is pinned, and the hash of its files, {HashOf(host)}, is not in plugins.hot.sha256");
        await host.ShowsAsync("state", "refused");
        Assert.Empty(host.Loads);

        var first = HashOf(host);
        Pin(host, first);
        await host.AnswersAsync("1");

        host.Replace(host.Compile("2"));
        await host.ShowsAsync("reason", "version 1.0.0.0 goes on: it is not trusted");
        await host.AnswersAsync("1");
        Pin(host, first.ToUpperInvariant(), HashOf(host));
        await host.AnswersAsync("2");
        Assert.Equal(["1", "2"], host.Loads);
    }

    [Fact]
    public async Task A_folder_that_every_user_may_write_to_is_warned_of()
    {
        await using var host = await HotDaemon.PrepareAsync(node);
        File.SetUnixFileMode(host.Daemon.Plugins, File.GetUnixFileMode(host.Daemon.Plugins) | UnixFileMode.OtherWrite);
        await host.StartAsync();

        await host.Daemon.OutputHoldsAsync($"{host.Daemon.Plugins} is writable by every user of this machine, and decides what code this host runs: take that away (chmod o-w).");
        await host.Daemon.StatusHoldsAsync($"{host.Daemon.Plugins} is writable by every user");
        File.SetUnixFileMode(host.Daemon.Plugins, File.GetUnixFileMode(host.Daemon.Plugins) & ~UnixFileMode.OtherWrite);
        await host.Daemon.StatusHoldsAsync("\"configurationProblems\": []");
    }

    private static string HashOf(HotDaemon host) => new PluginsFolder(host.Daemon.Plugins).Find("hot")!.ContentHash;

    private static void Pin(HotDaemon host, params string[] hashes) => File.WriteAllText(
        host.Daemon.ConfigurationFile, $$"""{ "folder": "plugins", "trust": "pinned", "plugins": { "hot": { "sha256": [{{string.Join(", ", hashes.Select(hash => $"\"{hash}\""))}}] } } }""");
}
