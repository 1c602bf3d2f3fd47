using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.EmailNotify;

/// <summary>A private Exim that delivers to folders: mail for alice, bob and carol at <c>example.com</c>, each with a peculiarity.</summary>
public sealed class MailServerNode : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private ServerProcess? server;

    /// <summary>The port that begins in the clear and offers STARTTLS.</summary>
    public int Port { get; private set; }

    /// <summary>The port with TLS from the beginning.</summary>
    public int TlsPort { get; private set; }

    /// <summary>The certificate to trust.</summary>
    public string CertificateFile { get; private set; } = "";

    /// <summary>While this file is there, bob is to be tried later.</summary>
    public string BusyFile => folder["exim", "busy"];

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        (Port, TlsPort) = (ServerProcess.FreePort(), ServerProcess.FreePort());
        var certificate = new ServerCertificate(folder);
        CertificateFile = certificate.File;
        Directory.CreateDirectory(folder["exim", "mail"]);
        var configuration = folder.Write("exim.conf", Configuration(certificate));
        if (Environment.IsPrivilegedProcess)
        {
            await ServerProcess.RunAsync("chmod", "755", folder.Path);
            await ServerProcess.RunAsync("chown", "-R", "Debian-exim:Debian-exim", folder["exim"], certificate.KeyFile);
        }

        server = await ServerProcess.StartAsync("/usr/sbin/exim4", ["-C", configuration, "-bdf"], Port, TlsPort);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>Waits for the only mail of a person whose subject is this, and gives all of it.</summary>
    public async Task<string> MailAsync(string person, string subject)
    {
        IReadOnlyList<string> found = [];
        await Eventually.HoldsAsync(() => Task.FromResult((found = Mails(person, subject)).Count > 0), () => $"no mail for {person} with \"{subject}\": {Log}");
        return Assert.Single(found);
    }

    /// <summary>The mails of a person whose subject is this.</summary>
    public IReadOnlyList<string> Mails(string person, string subject)
    {
        var inbox = folder["exim", "mail", person, "new"];
        return !Directory.Exists(inbox) ? [] : [.. Directory.EnumerateFiles(inbox).Select(File.ReadAllText).Where(mail => mail.Contains($"\nSubject: {subject}\n", StringComparison.Ordinal))];
    }

    private string IsBusy => "${if exists{" + BusyFile + "}}";

    /// <summary>The server's own log.</summary>
    public string Log => File.Exists(folder["exim", "main"]) ? File.ReadAllText(folder["exim", "main"]) : "no log";

    private string Configuration(ServerCertificate certificate) => $$"""
        primary_hostname = mail.example.com
        spool_directory = {{folder["exim", "spool"]}}
        log_file_path = {{folder["exim", "%s"]}}
        pid_file_path = {{folder["exim", "exim.pid"]}}
        local_interfaces = 127.0.0.1
        daemon_smtp_ports = {{Port}} : {{TlsPort}}
        tls_on_connect_ports = {{TlsPort}}
        tls_advertise_hosts = *
        tls_certificate = {{certificate.File}}
        tls_privatekey = {{certificate.KeyFile}}
        disable_ipv6 = true
        host_lookup =
        rfc1413_hosts =
        helo_allow_chars = _
        {{(Environment.IsPrivilegedProcess ? "" : "deliver_drop_privilege = true")}}
        acl_smtp_rcpt = check
        acl_smtp_data = accept

        begin acl
        check:
          deny local_parts = nobody
            message = no such user here
          defer local_parts = bob
            condition = {{IsBusy}}
            message = come back later
          deny local_parts = carol
            !authenticated = *
            message = authenticate first
          warn local_parts = slow
            delay = 5s
          accept

        begin routers
        local:
          driver = accept
          domains = example.com
          local_parts = alice : bob : carol
          transport = folder

        begin transports
        folder:
          driver = appendfile
          maildir_format
          directory = {{folder["exim", "mail"]}}/$local_part_data
          return_path_add
          {{(Environment.IsPrivilegedProcess ? "user = Debian-exim\n  group = Debian-exim" : "")}}

        begin retry
        * * F,1h,10m

        begin authenticators
        plain:
          driver = plaintext
          public_name = PLAIN
          server_advertise_condition = ${if def:tls_in_cipher}
          server_condition = ${if and{ {eq{$auth2}{re} } {eq{$auth3}{geheim} } } }
          server_set_id = $auth2
        """;
}
