using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.Sql;

/// <summary>A private PostgreSQL with one database, <c>app</c>, and one user, <c>re</c>.</summary>
public sealed class PostgresqlNode : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private ServerProcess? server;

    /// <summary>The user's password.</summary>
    public string Password => "geheim-42";

    /// <summary>Where it listens, at 127.0.0.1.</summary>
    public int Port { get; } = ServerProcess.FreePort();

    /// <summary>The certificate to trust.</summary>
    public string CertificateFile { get; private set; } = "";

    private static string Programs => Directory.EnumerateDirectories("/usr/lib/postgresql").OrderBy(version => double.Parse(Path.GetFileName(version), System.Globalization.CultureInfo.InvariantCulture)).Last() + "/bin";

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var certificate = new ServerCertificate(folder);
        CertificateFile = certificate.File;
        var data = folder["data"];
        var password = folder.Write("password", Password);
        File.SetUnixFileMode(certificate.KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        if (Environment.IsPrivilegedProcess) await ServerProcess.RunAsync("chown", "-R", "postgres:postgres", folder.Path);
        await RunAsync($"{Programs}/initdb", "-D", data, "-U", "re", "-A", "scram-sha-256", $"--pwfile={password}", "-E", "UTF8", "--locale=C", "--no-sync");
        string[] settings =
        [
            "listen_addresses=127.0.0.1", $"port={Port}", "unix_socket_directories=", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=16MB", "autovacuum=off",
            "max_connections=40", "ssl=on", $"ssl_cert_file={certificate.File}", $"ssl_key_file={certificate.KeyFile}",
        ];
        var (program, arguments) = AsItsUser($"{Programs}/postgres", ["-D", data, .. settings.SelectMany(setting => (string[])["-c", setting])]);
        server = await ServerProcess.StartAsync(program, arguments, Port);
        await using var source = Npgsql.NpgsqlDataSource.Create(ConnectionString("postgres"));
        await Eventually.HoldsAsync(() => CanCreateAsync(source), () => $"the database can't be made:\n{server.Output}");
    }

    /// <summary>How to connect to a database of it.</summary>
    public string ConnectionString(string database = "app") => $"Host=127.0.0.1;Port={Port};Database={database};Username=re;Password={Password};Timeout=5";

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (server is not null)
        {
            await server.SignalAsync("INT"); // it does not wait for its clients
            await server.DisposeAsync();
        }

        folder.Dispose();
    }

    private static Task RunAsync(string program, params string[] arguments)
    {
        var (first, all) = AsItsUser(program, arguments);
        return ServerProcess.RunAsync(first, all);
    }

    /// <summary>PostgreSQL does not run as root.</summary>
    private static (string Program, string[] Arguments) AsItsUser(string program, string[] arguments) =>
        Environment.IsPrivilegedProcess ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", program, .. arguments]) : (program, arguments);

    private static async Task<bool> CanCreateAsync(Npgsql.NpgsqlDataSource source)
    {
        try
        {
            await using var command = source.CreateCommand("CREATE DATABASE app");
            await command.ExecuteNonQueryAsync();
            return true;
        }
        catch (Npgsql.NpgsqlException) // it starts up
        {
            return false;
        }
    }
}
