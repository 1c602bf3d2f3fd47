namespace ReWorkerHost.Playbooks;

/// <summary>What a display knows of a step.</summary>
/// <param name="step">The step.</param>
internal sealed class StepRow(ReleaseStep step)
{
    private const int KeptLines = 5;
    private readonly Queue<string> output = new();

    /// <summary>The step.</summary>
    public ReleaseStep Step { get; } = step;

    /// <summary>When it was sent, in the clock's ticks.</summary>
    public long? Sent { get; set; }

    /// <summary>Its worker started it.</summary>
    public bool Started { get; set; }

    /// <summary>How it ended.</summary>
    public StepEnd? End { get; set; }

    /// <summary>The last lines that were said during it.</summary>
    public IReadOnlyCollection<string> Output => output;

    /// <summary>Keeps a line, and lets go of the oldest.</summary>
    public void Add(string line)
    {
        output.Enqueue(line);
        if (output.Count > KeptLines) output.Dequeue();
    }
}
