using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Operations;

/// <summary>What is logged at least; it may change while the host runs.</summary>
internal sealed class LogThreshold(LogLevel level)
{
    private volatile LogLevel level = level;

    /// <summary>The lowest level that is logged.</summary>
    public LogLevel Level
    {
        get => level;
        set => level = value;
    }

    /// <summary>A line is logged. Of Microsoft's own libraries only warnings are of interest.</summary>
    public bool Passes(string? category, LogLevel line) =>
        line >= level && (line >= LogLevel.Warning || category?.StartsWith("Microsoft", StringComparison.Ordinal) != true);
}
