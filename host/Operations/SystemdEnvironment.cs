using System.Globalization;

namespace ReWorkerHost.Operations;

/// <summary>What systemd tells a service by its environment; each part is absent where another starts the host.</summary>
/// <param name="NotifySocket">The socket that takes the host's messages: a path, or <c>@</c> and an abstract name.</param>
/// <param name="Watchdog">How long systemd waits for a sign of life.</param>
/// <param name="IsJournal">The standard output goes to the journal, which adds time and priority itself.</param>
internal sealed record SystemdEnvironment(string? NotifySocket, TimeSpan? Watchdog, bool IsJournal)
{
    private const string Socket = "NOTIFY_SOCKET";
    private const string WatchdogTime = "WATCHDOG_USEC";
    private const string WatchdogProcess = "WATCHDOG_PID";

    /// <summary>Reads it and takes it out of the environment, for what the host starts must not speak in its name.</summary>
    public static SystemdEnvironment Take()
    {
        var output = new FileInfo("/proc/self/fd/1").LinkTarget;
        var taken = Read(Environment.GetEnvironmentVariable, Environment.ProcessId, output);
        foreach (var name in new[] { Socket, WatchdogTime, WatchdogProcess }) Environment.SetEnvironmentVariable(name, null);
        return taken;
    }

    /// <summary>Reads it.</summary>
    /// <param name="variable">Gives a variable's value.</param>
    /// <param name="process">This process's id.</param>
    /// <param name="output">Where the standard output leads, as <c>/proc</c> says it.</param>
    public static SystemdEnvironment Read(Func<string, string?> variable, int process, string? output)
    {
        var isForUs = variable(WatchdogProcess) is not { Length: > 0 } id || id == process.ToString(CultureInfo.InvariantCulture);
        TimeSpan? watchdog = isForUs && long.TryParse(variable(WatchdogTime), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;
        return new SystemdEnvironment(variable(Socket) is { Length: > 0 } socket ? socket : null, watchdog, IsOutput(variable("JOURNAL_STREAM"), output));
    }

    /// <summary>The variable is inherited, and the output may lead elsewhere meanwhile: the inode tells.</summary>
    private static bool IsOutput(string? journal, string? output) => journal?.Split(':') is [_, { Length: > 0 } inode] && output == $"socket:[{inode}]";
}
