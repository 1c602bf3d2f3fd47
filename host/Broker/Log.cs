using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Broker;

/// <summary>What this stage logs; event ids 7000 to 7999.</summary>
internal static partial class Log
{
    [LoggerMessage(7000, LogLevel.Information, "No broker is configured: starting a private RabbitMQ node on 127.0.0.1:{Port}, with its data in {Folder}.")]
    public static partial void Starting(ILogger logger, int port, string folder);

    [LoggerMessage(7001, LogLevel.Information, "The private broker accepts connections on 127.0.0.1:{Port}, {Seconds:0.0} s after its start (process {ProcessId}).")]
    public static partial void Accepting(ILogger logger, int port, double seconds, int processId);

    [LoggerMessage(7002, LogLevel.Warning, "A private broker that an earlier host left behind in {Folder} is ended and started anew: {Processes}.")]
    public static partial void LeftBehind(ILogger logger, string folder, string processes);

    [LoggerMessage(7003, LogLevel.Warning, "A port of the private broker was taken by another process before the node could listen on it ({Ports}): trying others.")]
    public static partial void PortTaken(ILogger logger, BrokerPorts ports);

    [LoggerMessage(7004, LogLevel.Warning, "{Process} of the private broker did not end within {Seconds} s and is killed.")]
    public static partial void Killed(ILogger logger, MarkedProcess process, double seconds);

    [LoggerMessage(7005, LogLevel.Information, "The private broker in {Folder} has stopped.")]
    public static partial void Stopped(ILogger logger, string folder);

    [LoggerMessage(7006, LogLevel.Error, "{Processes} of the private broker could not be ended, not even by SIGKILL.")]
    public static partial void NotEnded(ILogger logger, string processes);

    [LoggerMessage(7007, LogLevel.Debug, "The private broker does not accept connections yet: {Reason}")]
    public static partial void NotYet(ILogger logger, string reason);
}
