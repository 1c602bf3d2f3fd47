using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Steps;

/// <summary>The last lines of output of a step, for those who look at it: at most 500.</summary>
internal sealed class OutputTail
{
    private const int Lines = 500;
    private const int Characters = 4096;
    private readonly Queue<OutputLine> lines = new();

    /// <summary>The lines that are kept, the oldest first.</summary>
    public IReadOnlyList<OutputLine> All
    {
        get
        {
            lock (lines) return [.. lines];
        }
    }

    /// <summary>A line was said.</summary>
    public void Add(DateTimeOffset time, OutputLevel level, string text)
    {
        lock (lines)
        {
            if (lines.Count == Lines) lines.Dequeue();
            lines.Enqueue(new OutputLine(time, level, text.Length > Characters ? text[..Characters] : text));
        }
    }
}
