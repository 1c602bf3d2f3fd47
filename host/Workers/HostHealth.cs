using ReWorkerHost.Journal;
using ReWorkerHost.Steps;

namespace ReWorkerHost.Workers;

/// <summary>What keeps the host from doing its work as it should, in words.</summary>
internal sealed class HostHealth(BrokerLink broker, IJournal journal, StuckSteps stuck)
{
    /// <summary>What is wrong now; empty where all is well. What is wrong with single plugins is in their own states.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (!broker.Consuming.IsOpen || !broker.Publishing.IsOpen) problems.Add($"the broker {broker.Settings.Display} is not connected");
        if (broker.Publishing.BlockedBecause is { } reason) problems.Add($"the broker takes no messages, so no jobs are taken: {reason}");
        if (journal.Problem is { } failure) problems.Add($"the journal can't be written, so no jobs are taken: {failure}");
        problems.AddRange(stuck.Counts.Select(entry => $"{entry.Value} {(entry.Value == 1 ? "step" : "steps")} of {entry.Key} did not end in time and still {(entry.Value == 1 ? "holds its slot" : "hold their slots")}"));
        return problems;
    }
}
