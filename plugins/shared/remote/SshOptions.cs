namespace ReWorkerHost.Plugins.Remote;

/// <summary>How the OpenSSH client is told to reach hosts: the setting <c>ssh</c>. What is not said here, its own configuration says.</summary>
public sealed record SshOptions
{
    /// <summary>The user to log in as. Default: what the client's configuration says.</summary>
    public string? User { get; init; }

    /// <summary>The port, 1 to 65535. Default: what the client's configuration says.</summary>
    public int? Port { get; init; }

    /// <summary>The only private key that is tried, an absolute path. Default: what the client's configuration says, and its agent.</summary>
    public string? IdentityFile { get; init; }

    /// <summary>The only file of known host keys, an absolute path. Default: what the client's configuration says.</summary>
    public string? KnownHosts { get; init; }

    /// <summary>The client's configuration in place of the user's and the system's, an absolute path. Default: theirs.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>How long a connection may take to come about, 1 to 3600 s. Default: 10 s.</summary>
    public int ConnectTimeout { get; init; } = 10;
}
