namespace ReWorkerHost.Plugins.EmailNotify;

/// <summary>Whether and how the connection to the mail server is encrypted.</summary>
public enum TlsMode
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>It begins in the clear and must be switched to TLS.</summary>
    StartTls,

    /// <summary>It is from the beginning.</summary>
    Tls,
}
