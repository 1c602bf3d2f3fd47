using System.Diagnostics;

namespace ReWorkerHost.Tests.Fixtures;

/// <summary>The tests' own server does what a server must: it lets the right key in and no other.</summary>
[Collection(SshServerGroup.Name)]
public sealed class SshServerTests(SshServer server)
{
    [Fact]
    public async Task The_key_opens_it_by_each_of_its_names()
    {
        foreach (var host in SshServer.OtherHosts.Prepend(SshServer.Host)) Assert.Equal((0, "hello\n"), await SshAsync("-F", server.ConfigFile, host));
        Assert.Equal((0, "hello\n"), await ByAddressAsync(server.IdentityFile));
    }

    [Fact]
    public async Task Another_key_does_not_open_it_and_another_servers_key_is_not_its_own()
    {
        Assert.Equal((255, ""), await ByAddressAsync(server.StrangersIdentityFile));
        Assert.Equal((255, ""), await SshAsync("-F", server.ConfigFile, "-o", $"UserKnownHostsFile={server.WrongKnownHostsFile}", SshServer.Host));
    }

    private Task<(int ExitCode, string Output)> ByAddressAsync(string identity) => SshAsync(
        "-F", "none", "-p", $"{server.Port}", "-i", identity, "-o", "IdentitiesOnly=yes", "-o", $"UserKnownHostsFile={server.KnownHostsFile}", $"{server.User}@{server.Address}");

    private static async Task<(int ExitCode, string Output)> SshAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("ssh", ["-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes", .. arguments, "echo hello"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await errors;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
