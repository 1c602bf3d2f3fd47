using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Fleet;

/// <summary>What this stage logs; event ids 11000 to 11999.</summary>
internal static partial class Log
{
    [LoggerMessage(11000, LogLevel.Information, "Operated over the bus: exchange {Exchange}, {Mode}.")]
    public static partial void Listening(ILogger logger, string exchange, string mode);

    [LoggerMessage(11001, LogLevel.Warning, "Requests on exchange {Exchange} can't be heard, and are tried again: {Reason}")]
    public static partial void NotHeard(ILogger logger, string exchange, string reason);

    [LoggerMessage(11002, LogLevel.Warning, "A message on exchange {Exchange} is no request: {Reason}")]
    public static partial void NoRequest(ILogger logger, string exchange, string reason);

    [LoggerMessage(11003, LogLevel.Error, "A request over the bus failed.")]
    public static partial void RequestFailed(ILogger logger, Exception exception);

    [LoggerMessage(11004, LogLevel.Warning, "The answer to a request over the bus was not sent: {Reason}")]
    public static partial void NotAnswered(ILogger logger, string reason);
}
