using System.Security.Cryptography;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Operations;

/// <summary>The Debian package: installed, run as its unit says, removed, purged.</summary>
[Collection(SecondNodeGroup.Name)]
public sealed class PackageTests(RabbitMqNode node, Package package) : IClassFixture<Package>
{
    private const string Settings = "/etc/reworkerhost/appsettings.json";

    [PackageFact]
    public async Task Installed_it_runs_as_its_unit_says_and_purged_it_leaves_nothing()
    {
        await Tool.RunAsync("dpkg", "--install", package.File);
        await CheckFilesAsync();
        await File.WriteAllTextAsync(Settings, (await File.ReadAllTextAsync(Settings)).Replace("\"Server\": \"localhost\"", $"\"Uri\": \"{node.Uri}\"", StringComparison.Ordinal));

        await UseAsync();

        await Tool.RunAsync("dpkg", "--install", package.File); // as an upgrade would
        Assert.Contains(node.Uri, await File.ReadAllTextAsync(Settings), StringComparison.Ordinal);
        await Tool.RunAsync("dpkg", "--remove", "reworkerhost");
        Assert.Equal([false, true, true], [File.Exists("/usr/bin/reworkerhost"), File.Exists(Settings), File.Exists("/var/lib/reworkerhost/state/journal.db")]);
        await Tool.RunAsync("dpkg", "--purge", "reworkerhost");
        Assert.Empty(await LeftoversAsync());
    }

    [PackageFact]
    public async Task Packed_again_it_is_the_same_bytes()
    {
        var again = await package.PackAgainAsync();

        Assert.Equal(Hash(package.File), Hash(again));
    }

    /// <summary>What it ships is below names of its own, so that the search for what is left finds all of it; and the tools find no fault.</summary>
    private static async Task CheckFilesAsync()
    {
        var shipped = (await Tool.RunAsync("dpkg", "--listfiles", "reworkerhost")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(shipped, path => Assert.True(path.Contains("reworkerhost", StringComparison.Ordinal) || Directory.Exists(path), path));
        Assert.Contains("/var/lib/reworkerhost/plugins/noop", shipped);
        Assert.Equal("", await Tool.RunAsync("dpkg", "--verify", "reworkerhost"));
        Assert.Equal("640 root:reworkerhost", (await Tool.RunAsync("stat", "-c", "%a %U:%G", Settings)).Trim());
        Assert.Equal("750 reworkerhost:reworkerhost", (await Tool.RunAsync("stat", "-c", "%a %U:%G", "/var/lib/reworkerhost/state")).Trim());
        var stranger = await Tool.TryAsync("setpriv", null, "--reuid=nobody", "--regid=nogroup", "--clear-groups", "reworkerhost", "check");
        Assert.Equal((2, true), (stranger.ExitCode, stranger.Output.Contains("Run the command as root, or as the user of the daemon.", StringComparison.Ordinal)));
        if (File.Exists("/usr/bin/systemd-analyze")) await Tool.RunAsync("systemd-analyze", "verify", "/usr/lib/systemd/system/reworkerhost.service");
    }

    private static async Task UseAsync()
    {
        using var systemd = new NoticeListener();
        using var daemon = new InstalledDaemon(systemd);
        await systemd.HearsAsync("READY=1", () => daemon.Output, seconds: 60);
        await systemd.HearsAsync("STATUS=11 of 14 plugins serve 11 queues", () => daemon.Output);
        await systemd.HearsAsync("WATCHDOG=1", () => daemon.Output, times: 2);

        var status = await daemon.CommandAsync("status", "--host", Environment.MachineName);
        Assert.Contains(": ok, at amqp://", status, StringComparison.Ordinal);
        Assert.DoesNotContain("problem:", status, StringComparison.Ordinal); // every user may write to a link, and to none of what it leads to
        Assert.Contains("completed", await daemon.CommandAsync("submit", "noop:Hello", "greeting=hi"), StringComparison.Ordinal);

        using var folder = new TemporaryFolder();
        File.Copy(PluginCompiler.Compile("dropped", """[Worker("dropped")] public sealed class Dropped : Worker { [Subcommand] public Task<int> Go() => Task.FromResult(1); }""", folder.Path), "/var/lib/reworkerhost/plugins/dropped.dll");
        await daemon.PrintsAsync("serves worker.dropped");

        Assert.Equal(0, await daemon.StopAsync());
        await systemd.HearsAsync("STOPPING=1\nSTATUS=Stopping: the running steps are finished", () => daemon.Output);
        Assert.True(File.Exists("/var/log/reworkerhost/reworkerhost.log"));
    }

    private static async Task<IReadOnlyList<string>> LeftoversAsync()
    {
        var (_, files) = await Tool.TryAsync("find", null, "/etc", "/usr", "/var", "/opt", "-path", Repository.Root.TrimEnd('/'), "-prune", "-o", "-name", "*reworkerhost*", "-print");
        var (_, users) = await Tool.TryAsync("getent", null, "passwd", "reworkerhost");
        var (_, groups) = await Tool.TryAsync("getent", null, "group", "reworkerhost");
        return [.. (files + users + groups).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexString(SHA256.HashData(file));
    }
}
