using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Tests.Loading;

/// <summary>Hands everybody the same log.</summary>
internal sealed class OneLog(ILogger log) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => log;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }
}
