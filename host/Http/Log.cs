using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Http;

/// <summary>What this stage logs; event ids 12000 to 12999.</summary>
internal static partial class Log
{
    [LoggerMessage(12000, LogLevel.Information, "The page: {Url}")]
    public static partial void Page(ILogger logger, string url);

    [LoggerMessage(12001, LogLevel.Error, "The management API and the page can't be served at {Url}: {Reason} Set Http:Url to another address, or Http:Enabled to false. The workers serve without it; it is tried again every {Seconds} s.")]
    public static partial void NotServed(ILogger logger, string url, string reason, double seconds);

    [LoggerMessage(12002, LogLevel.Information, "{Url} can be reached from other machines; whoever calls needs one of the {Tokens} tokens.")]
    public static partial void Reachable(ILogger logger, string url, int tokens);

    [LoggerMessage(12003, LogLevel.Warning, "{Url} can be reached from other machines without TLS: tokens and output can be read on the way. Set Http:CertificateFile and an https:// address, or put a reverse proxy in front.")]
    public static partial void NotEncrypted(ILogger logger, string url);

    [LoggerMessage(12004, LogLevel.Warning, "{Origin} was refused at {Method} {Path}: {Reason}")]
    public static partial void Refused(ILogger logger, string origin, string method, string path, string reason);

    [LoggerMessage(12005, LogLevel.Error, "{Method} {Path} failed.")]
    public static partial void Failed(ILogger logger, Exception exception, string method, string path);
}
