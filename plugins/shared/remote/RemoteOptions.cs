using Microsoft.Extensions.Configuration;
using ReWorkerHost.Plugins.Settings;

namespace ReWorkerHost.Plugins.Remote;

/// <summary>Where steps run: the settings <c>local_hosts</c> and <c>ssh</c>.</summary>
public sealed record RemoteOptions
{
    /// <summary>The hosts for which a step runs on the daemon's own machine. Default: <c>localhost</c> and <c>127.0.0.1</c>.</summary>
    public IReadOnlyList<string> LocalHosts { get; init; } = ["localhost", "127.0.0.1"];

    /// <summary>How all other hosts are reached.</summary>
    public SshOptions Ssh { get; init; } = new();

    /// <summary>Reads the two from a plugin's settings.</summary>
    internal static RemoteOptions Read(IConfiguration settings, SettingsReader reader)
    {
        var (hosts, ssh) = (settings.GetSection("local_hosts"), settings.GetSection("ssh"));
        reader.Expect(ssh, "user", "port", "identity_file", "known_hosts", "config_file", "connect_timeout");
        var otherwise = new RemoteOptions();
        return new RemoteOptions
        {
            LocalHosts = hosts.Exists() ? reader.Texts(hosts, "a host's name or address", HostName.IsValid) : otherwise.LocalHosts,
            Ssh = new SshOptions
            {
                User = reader.Text(ssh.GetSection("user"), "a user's name: letters, digits and ._@\\+-, no - at its beginning", HostName.IsUser),
                Port = reader.Number(ssh.GetSection("port"), "a port", 1, 65535),
                IdentityFile = ReadFile(ssh.GetSection("identity_file"), reader),
                KnownHosts = ReadFile(ssh.GetSection("known_hosts"), reader),
                ConfigFile = ReadFile(ssh.GetSection("config_file"), reader),
                ConnectTimeout = reader.Number(ssh.GetSection("connect_timeout"), "whole seconds", 1, 3600) ?? otherwise.Ssh.ConnectTimeout,
            },
        };
    }

    private static string? ReadFile(IConfigurationSection section, SettingsReader reader)
    {
        var path = reader.File(section, "a file");
        if (path is null || !path.Any(IsSpecial)) return path;
        reader.Refuse(section, "ssh takes no path with quotes, \\, $ or %: name another");
        return null;
    }

    /// <summary>What the client would take for more than a part of a path.</summary>
    private static bool IsSpecial(char character) => character is '"' or '\'' or '\\' or '$' or '%';
}
