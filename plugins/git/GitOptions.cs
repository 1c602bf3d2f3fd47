namespace ReWorkerHost.Plugins.Git;

/// <summary>The plugin's settings: <c>plugins.git.settings</c>.</summary>
public sealed record GitOptions
{
    /// <summary>The key of the plugin's settings in <c>plugins.json</c>, for messages.</summary>
    public const string Path = "plugins.git.settings";

    /// <summary>The repositories that may be used. Default: none.</summary>
    public IReadOnlyList<RepositoryPattern> Repositories { get; init; } = [];

    /// <summary>Where steps have their work trees. Default: the system's folder for temporary files.</summary>
    public string WorkspaceFolder { get; init; } = System.IO.Path.GetTempPath();

    /// <summary>The name of who commits. Default: <c>Release Engine</c>.</summary>
    public string UserName { get; init; } = "Release Engine";

    /// <summary>The address of who commits. Default: <c>release-engine@localhost</c>.</summary>
    public string UserEmail { get; init; } = "release-engine@localhost";

    /// <summary>Users and passwords for repositories over http and https. Default: none.</summary>
    public IReadOnlyList<RepositoryCredential> Credentials { get; init; } = [];

    /// <summary>The programs, with their arguments, that steps may have run, by name. Default: none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Scripts { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>How long one script may take, 0.1 to 86400 s. Default: 600 s.</summary>
    public TimeSpan ScriptTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long one run of git may take, 0.1 to 86400 s. Default: 600 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The key to log in with over ssh. Default: those of the daemon's user.</summary>
    public string? SshKeyFile { get; init; }

    /// <summary>The known hosts of ssh. Default: those of the daemon's user and of the system.</summary>
    public string? SshKnownHostsFile { get; init; }

    /// <summary>The certificates to trust over https in place of the system's. Default: the system's.</summary>
    public string? AuthoritiesFile { get; init; }

    /// <summary>Whether the proxy that the daemon's environment names is used. Default: none is.</summary>
    public bool UsesProxy { get; init; }
}
