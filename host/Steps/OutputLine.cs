using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Steps;

/// <summary>A line of output of a step.</summary>
/// <param name="Time">When it was said.</param>
/// <param name="Level">Its level.</param>
/// <param name="Text">The line; what is over 4096 characters is cut off.</param>
internal sealed record OutputLine(DateTimeOffset Time, OutputLevel Level, string Text);
