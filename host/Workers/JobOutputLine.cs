namespace ReWorkerHost.Workers;

/// <summary>A line of output of a job's step.</summary>
/// <param name="Time">When it was said.</param>
/// <param name="Level">Its level.</param>
/// <param name="Text">The line.</param>
internal sealed record JobOutputLine(DateTimeOffset Time, string Level, string Text);
