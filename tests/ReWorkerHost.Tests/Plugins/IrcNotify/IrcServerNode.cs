using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.IrcNotify;

/// <summary>A private ngIRCd. Nobody may enter <c>#locked</c>, and nobody may speak in <c>#quiet</c>.</summary>
public sealed class IrcServerNode : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private ServerProcess? server;

    /// <summary>The server's password, or an empty text for none.</summary>
    public string Password { get; init; } = "";

    /// <summary>The port in the clear.</summary>
    public int Port { get; } = ServerProcess.FreePort();

    /// <summary>The port with TLS.</summary>
    public int TlsPort { get; } = ServerProcess.FreePort();

    /// <summary>The certificate to trust.</summary>
    public string CertificateFile { get; private set; } = "";

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var certificate = new ServerCertificate(folder);
        CertificateFile = certificate.File;
        folder.Write("ngircd.conf", $"""
            [Global]
            Name = irc.example.com
            Info = test
            Listen = 127.0.0.1
            Ports = {Port}
            MotdPhrase = hello
            {(Password.Length > 0 ? $"Password = {Password}" : "")}
            [Limits]
            MaxConnectionsIP = 0
            MaxPenaltyTime = 0
            [Options]
            DNS = no
            Ident = no
            PAM = no
            [SSL]
            CertFile = {certificate.File}
            KeyFile = {certificate.KeyFile}
            Ports = {TlsPort}
            [Channel]
            Name = #locked
            Modes = +i
            [Channel]
            Name = #quiet
            Modes = +m
            """);
        await ServerProcess.RunAsync("chmod", "-R", "a+rX", folder.Path); // started as root it becomes nobody
        await StartAsync();
    }

    /// <summary>Starts it, at the same ports.</summary>
    public async Task StartAsync() => server = await ServerProcess.StartAsync("/usr/sbin/ngircd", ["-n", "-f", folder["ngircd.conf"]], Port, TlsPort);

    /// <summary>Stops it.</summary>
    public async Task StopAsync()
    {
        if (server is not null) await server.DisposeAsync();
        server = null;
    }

    /// <summary>Has it hang.</summary>
    public Task HangAsync() => server!.SignalAsync("STOP");

    /// <summary>Has it go on.</summary>
    public Task GoOnAsync() => server!.SignalAsync("CONT");

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await StopAsync();
        folder.Dispose();
    }
}
