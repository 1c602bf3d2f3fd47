using System.Security.Cryptography.X509Certificates;

namespace ReWorkerHost.Plugins.IrcNotify;

/// <summary>The plugin's settings: <c>plugins.ircnotify.settings</c>.</summary>
public sealed record IrcOptions
{
    /// <summary>The key of the plugin's settings in <c>plugins.json</c>, for messages.</summary>
    public const string Path = "plugins.ircnotify.settings";

    /// <summary>The IRC server.</summary>
    public required string Server { get; init; }

    /// <summary>Its port, 1 to 65535. Default: 6667, with TLS 6697.</summary>
    public required int Port { get; init; }

    /// <summary>The nickname.</summary>
    public required string Nick { get; init; }

    /// <summary>Whether the connection is encrypted. Default: it is not.</summary>
    public bool Ssl { get; init; }

    /// <summary>The certificates to trust in place of the system's. Default: the system's.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>The server's password, or <see langword="null"/> for none.</summary>
    public string? Password { get; init; }

    /// <summary>The channels that are joined with each connection. Default: none.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>How long a connection and the server's answer are waited for, 0.1 to 3600 s. Default: 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The wait between two lines after five in a row, 0 to 60 s. Default: 2 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many lines of a message are sent to each target, 1 to 1000. Default: 20.</summary>
    public int MaxLines { get; init; } = 20;

    /// <summary>After how long a silence the server is asked for a sign of life, 0.1 to 3600 s. Default: 60 s.</summary>
    public TimeSpan Keepalive { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The server and its port alone: the password is in no text.</summary>
    public override string ToString() => $"{Server}:{Port}";
}
