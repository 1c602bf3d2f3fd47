using System.ComponentModel;
using System.Diagnostics;

namespace ReWorkerHost.Broker;

/// <summary>The process of a private node that this host started.</summary>
internal sealed class NodeProcess
{
    /// <summary>The environment variable that names the server's script where it is not at <see cref="DebianServer"/>.</summary>
    public const string ServerVariable = "REWORKER_RABBITMQ_SERVER";

    /// <summary>Where Debian's package puts the script; the one in <c>/usr/sbin</c> changes user and folder.</summary>
    public const string DebianServer = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    // Every step replaces the one before it, so the process keeps its id. A session of its own keeps the terminal's Ctrl-C from
    // the node, which the host needs while it drains; a file for its output lets it outlive this process without a broken pipe.
    private const string Script = """exec setsid "$1" </dev/null >>"$2" 2>&1""";

    private NodeProcess(Process process)
    {
        Id = process.Id;
        Exited = WaitAsync(process);
    }

    /// <summary>The process id.</summary>
    public int Id { get; }

    /// <summary>Completes with the exit code.</summary>
    public Task<int> Exited { get; }

    /// <summary>The server's script.</summary>
    /// <param name="named">What <see cref="ServerVariable"/> says.</param>
    /// <exception cref="PrivateBrokerException">It is not installed.</exception>
    public static string FindServer(string? named)
    {
        var server = string.IsNullOrEmpty(named) ? DebianServer : named;
        if (File.Exists(server)) return server;
        throw new PrivateBrokerException(
            $"No broker is configured, and RabbitMQ is not installed ({server} does not exist): install it (apt-get install rabbitmq-server), name its script by {ServerVariable}, " +
            "or set a broker with --broker amqp://... or REWORKER_RabbitMQ__Uri.");
    }

    /// <summary>Starts the node.</summary>
    /// <exception cref="PrivateBrokerException">It can't be started.</exception>
    public static NodeProcess Start(string server, BrokerFolder folder, IReadOnlyDictionary<string, string> environment)
    {
        // All three redirected, though unused: otherwise .NET takes the child for one that shares the terminal.
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", server, folder.LogFile])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment) start.Environment[name] = value;
        try
        {
            return new NodeProcess(Process.Start(start)!);
        }
        catch (Win32Exception exception)
        {
            throw new PrivateBrokerException($"The private broker can't be started in {folder.Path}: {exception.Message}", exception);
        }
    }

    private static async Task<int> WaitAsync(Process process)
    {
        using (process)
        {
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            return process.ExitCode;
        }
    }
}
