using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Testing;

/// <summary>A line of the host's log.</summary>
/// <param name="Level">Its level.</param>
/// <param name="Category">Who logged it: the class's full name with <see cref="ILogger{TCategoryName}"/>, <c>Worker.&lt;name&gt;</c> with the step's own logger.</param>
/// <param name="Message">The text.</param>
/// <param name="Exception">The exception that was logged with it, or <see langword="null"/>.</param>
public sealed record LogLine(LogLevel Level, string Category, string Message, Exception? Exception);
