namespace ReWorkerHost.Plugins.Docker;

/// <summary>The plugin's settings: <c>plugins.docker.settings</c>.</summary>
public sealed record DockerOptions
{
    /// <summary>The key of the plugin's settings in <c>plugins.json</c>, for messages.</summary>
    public const string Path = "plugins.docker.settings";

    /// <summary>The servers that may be used. Default: none.</summary>
    public IReadOnlyList<DockerServer> Servers { get; init; } = [];

    /// <summary>The folders of servers that may be bound, with all that is in them. Default: none.</summary>
    public IReadOnlyList<string> Binds { get; init; } = [];

    /// <summary>Users and passwords for registries. Default: none.</summary>
    public IReadOnlyList<RegistryCredential> Registries { get; init; } = [];

    /// <summary>The version of the API to speak. Default: the server's own.</summary>
    public Version? ApiVersion { get; init; }

    /// <summary>How long an answer may take, 0.1 to 86400 s. Default: 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a pull may take, 0.1 to 86400 s. Default: 1800 s.</summary>
    public TimeSpan PullTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a container has to stop before it is killed, whole seconds, 0 to 3600. Default: 10 s.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
