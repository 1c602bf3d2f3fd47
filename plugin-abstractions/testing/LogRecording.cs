using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Testing;

/// <summary>Keeps what is logged.</summary>
internal sealed class LogRecording : ILoggerProvider
{
    private readonly Lock gate = new();
    private readonly List<LogLine> lines = [];

    /// <summary>The lines until now.</summary>
    public IReadOnlyList<LogLine> Lines
    {
        get
        {
            lock (gate) return [.. lines];
        }
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Recorder(this, categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Add(LogLine line)
    {
        lock (gate) lines.Add(line);
    }

    private sealed class Recorder(LogRecording recording, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            recording.Add(new LogLine(logLevel, category, formatter(state, exception), exception));
    }
}
