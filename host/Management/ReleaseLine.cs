namespace ReWorkerHost.Management;

/// <summary>A line of a release's output.</summary>
/// <param name="Time">When it was said or, where it came over the bus, when it came.</param>
/// <param name="Worker">The worker that said it.</param>
/// <param name="Text">The line.</param>
internal sealed record ReleaseLine(DateTimeOffset Time, string Worker, string Text);
