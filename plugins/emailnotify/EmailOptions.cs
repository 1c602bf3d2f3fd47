using System.Security.Cryptography.X509Certificates;
using MimeKit;

namespace ReWorkerHost.Plugins.EmailNotify;

/// <summary>The plugin's settings: <c>plugins.emailnotify.settings</c>.</summary>
public sealed record EmailOptions
{
    /// <summary>The key of the plugin's settings in <c>plugins.json</c>, for messages.</summary>
    public const string Path = "plugins.emailnotify.settings";

    /// <summary>The mail server.</summary>
    public required string Host { get; init; }

    /// <summary>Its port, 1 to 65535. Default: 25, with <see cref="TlsMode.Tls"/> 465.</summary>
    public required int Port { get; init; }

    /// <summary>Whom mail comes from.</summary>
    public required MailboxAddress From { get; init; }

    /// <summary>The user to authenticate as, or <see langword="null"/> for none.</summary>
    public string? User { get; init; }

    /// <summary>The user's password.</summary>
    public string? Password { get; init; }

    /// <summary>Whether the connection is encrypted. Default: it is not.</summary>
    public TlsMode Tls { get; init; }

    /// <summary>The certificates to trust in place of the system's. Default: the system's.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>How long one attempt may take, 0.1 to 3600 s. Default: 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a mail is tried that the server can't take for now, 1 to 10. Default: 3.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>The wait before the second attempt, 0.1 to 3600 s; it doubles with each further one. Default: 5 s.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The server and its port alone: a password is in no text.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
