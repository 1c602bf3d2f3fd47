using ReWorkerHost.Journal;

namespace ReWorkerHost.Steps;

/// <summary>A step whose code runs.</summary>
internal interface IRunningStep
{
    /// <summary>Its job.</summary>
    JournalEntry Job { get; }

    /// <summary>The hosts that it is for.</summary>
    IReadOnlyList<string> Hosts { get; }

    /// <summary>What it has said.</summary>
    OutputTail Output { get; }

    /// <summary>It did not heed the end of its time, and was answered without it.</summary>
    bool IsStuck { get; }

    /// <summary>Cancels it: unless it ends with a result of its own, it is answered <c>failed</c> with a text that says who has cancelled it.</summary>
    /// <returns>It was not cut short before.</returns>
    bool Cancel(string who);
}
