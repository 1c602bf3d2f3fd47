using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ReWorkerHost.Http;

/// <summary>The daemon's loggers for the web server; that it can't start is told by the daemon, in a sentence and once.</summary>
internal sealed class ServerLoggers(ILoggerFactory loggers) : ILoggerFactory
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith("Microsoft.Extensions.Hosting", StringComparison.Ordinal) ? NullLogger.Instance : loggers.CreateLogger(categoryName);

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The daemon's log is set up before the web server.");

    /// <inheritdoc/>
    public void Dispose()
    {
        // The loggers are the daemon's.
    }
}
