using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ReWorkerHost.Tests.Fixtures;

/// <summary>
/// A private OpenSSH server on loopback: its own port, keys and configuration, in a folder that is deleted at the end. The user that runs
/// the tests logs in with <see cref="IdentityFile"/>, and no other key opens it.
/// </summary>
public sealed class SshServer : IAsyncLifetime
{
    /// <summary>The server's name in <see cref="ConfigFile"/>, beside <see cref="OtherHosts"/>.</summary>
    public const string Host = "a.example.com";

    private const string Program = "/usr/sbin/sshd";
    private const int Attempts = 5;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private readonly TemporaryFolder folder = new();
    private Process? server;
    private Task<string> log = Task.FromResult("");

    /// <summary>Other names of the same server in <see cref="ConfigFile"/>.</summary>
    public static IReadOnlyList<string> OtherHosts { get; } = ["b.example.com", "c.example.com"];

    /// <summary>The server's address.</summary>
    public string Address => "127.0.0.1";

    /// <summary>The server's port.</summary>
    public int Port { get; private set; }

    /// <summary>The user that may log in: the one that runs the tests.</summary>
    public string User => Environment.UserName;

    /// <summary>The private key that opens the server.</summary>
    public string IdentityFile => folder["client_key"];

    /// <summary>A private key that does not.</summary>
    public string StrangersIdentityFile => folder["stranger_key"];

    /// <summary>A file that knows the server, by its address and by its names.</summary>
    public string KnownHostsFile => folder["known_hosts"];

    /// <summary>A file that knows another server's key by the same address and names.</summary>
    public string WrongKnownHostsFile => folder["wrong_known_hosts"];

    /// <summary>A client's configuration, by which <see cref="Host"/> and <see cref="OtherHosts"/> are the server.</summary>
    public string ConfigFile => folder["ssh_config"];

    /// <summary>A folder that comes first on the PATH of what is run on the server.</summary>
    public string Programs => folder["programs"];

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (!File.Exists(Program)) throw new InvalidOperationException($"There is no {Program}: install the package openssh-server.");
        // As root, it wants a folder that the system's own service would make.
        if (Environment.IsPrivilegedProcess) Directory.CreateDirectory("/run/sshd");
        Directory.CreateDirectory(Programs);
        foreach (var key in new[] { "host_key", "client_key", "stranger_key" }) await MakeKeyAsync(folder[key]);
        File.Copy(folder["client_key.pub"], folder["authorized_keys"]);
        for (var attempt = 1; server is null; attempt++) server = await StartAsync(isLast: attempt == Attempts);
        WriteKnownHosts(KnownHostsFile, "host_key.pub");
        WriteKnownHosts(WrongKnownHostsFile, "stranger_key.pub");
        folder.Write("ssh_config", $"""
            Host {string.Join(' ', OtherHosts.Prepend(Host))}
              HostName {Address}
              Port {Port}
              User {User}
              HostKeyAlias {Host}
              IdentityFile {IdentityFile}
              IdentitiesOnly yes
              UserKnownHostsFile {KnownHostsFile}
              GlobalKnownHostsFile /dev/null

            """);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (server is not null)
        {
            if (!server.HasExited) server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
            await log;
            server.Dispose();
        }

        folder.Dispose();
    }

    /// <summary>Starts the server on a port that was free a moment ago; gives nothing where another process took it.</summary>
    private async Task<Process?> StartAsync(bool isLast)
    {
        Port = FreePort();
        var configuration = folder.Write("sshd_config", $"""
            Port {Port}
            ListenAddress {Address}
            HostKey {folder["host_key"]}
            AuthorizedKeysFile {folder["authorized_keys"]}
            PidFile none
            UsePAM no
            StrictModes no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin prohibit-password
            MaxStartups 100
            PrintMotd no
            SetEnv PATH={Programs}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

            """);
        var process = Process.Start(new ProcessStartInfo(Program, ["-D", "-e", "-f", configuration]) { RedirectStandardError = true })!;
        var said = new List<string>();
        try
        {
            using var deadline = new CancellationTokenSource(Deadline);
            while (await process.StandardError.ReadLineAsync(deadline.Token) is { } line)
            {
                said.Add(line);
                if (!line.StartsWith("Server listening on", StringComparison.Ordinal)) continue;
                log = process.StandardError.ReadToEndAsync(CancellationToken.None); // unread, it would fill the pipe and stop the server
                return process;
            }
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync();
        process.Dispose();
        return isLast ? throw new InvalidOperationException($"The SSH server did not start: {string.Join(Environment.NewLine, said)}") : null;
    }

    private void WriteKnownHosts(string file, string publicKey) =>
        File.WriteAllText(file, $"[{Address}]:{Port},{Host} {File.ReadAllText(folder[publicKey])}");

    private static async Task MakeKeyAsync(string file)
    {
        using var process = Process.Start(new ProcessStartInfo("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", file]) { RedirectStandardError = true })!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"ssh-keygen made no key {file}: {errors}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
