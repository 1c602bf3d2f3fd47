using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Monitoring;

/// <summary>What this stage logs; event ids 13000 to 13999.</summary>
internal static partial class Log
{
    [LoggerMessage(13000, LogLevel.Information, "The host sends {What} by OTLP, as the environment variables say.")]
    public static partial void Exports(ILogger logger, string what);
}
