using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Management;

/// <summary>What this stage logs; event ids 10000 to 10999.</summary>
internal static partial class Log
{
    [LoggerMessage(10000, LogLevel.Information, "{Caller} ({Origin}) orders {Verb} {Target}{Detail}: {Result}, {Message}")]
    public static partial void Ordered(ILogger logger, string caller, string origin, ControlVerb verb, string target, string detail, ControlOutcome result, string message);
}
