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
        var ssh = settings.GetSection("ssh");
        reader.Expect(ssh, "user", "port", "identity_file", "known_hosts", "config_file", "connect_timeout");
        var otherwise = new RemoteOptions();
        return new RemoteOptions
        {
            LocalHosts = reader.Texts(settings, "local_hosts", otherwise.LocalHosts, HostName.IsValid, "a host's name or address"),
            Ssh = new SshOptions
            {
                User = reader.Text(ssh, "user", HostName.IsUser, "a user's name: letters, digits and ._@\\+-, no - at its beginning"),
                Port = reader.Number(ssh, "port", 1, 65535, "a port"),
                IdentityFile = ReadFile(ssh, "identity_file", reader),
                KnownHosts = ReadFile(ssh, "known_hosts", reader),
                ConfigFile = ReadFile(ssh, "config_file", reader),
                ConnectTimeout = reader.Number(ssh, "connect_timeout", 1, 3600, "seconds") ?? otherwise.Ssh.ConnectTimeout,
            },
        };
    }

    private static string? ReadFile(IConfiguration ssh, string key, SettingsReader reader) =>
        reader.Text(ssh, key, path => Path.IsPathRooted(path) && !path.Any(IsSpecial) && File.Exists(path), "the absolute path of a file that is there, without quotes, \\, $, % and control characters");

    /// <summary>What the client would take for more than a part of a path.</summary>
    private static bool IsSpecial(char character) => character is '"' or '\'' or '\\' or '$' or '%' || char.IsControl(character);
}
