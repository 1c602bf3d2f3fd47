using System.Collections.Concurrent;
using ReWorkerHost.Journal;
using ReWorkerHost.Steps;

namespace ReWorkerHost.Workers;

/// <summary>What keeps the host from doing its work as it should, in words.</summary>
internal sealed class HostHealth(BrokerLink broker, IJournal journal, StuckSteps stuck)
{
    private readonly ConcurrentDictionary<string, string> others = new(StringComparer.Ordinal);

    /// <summary>Notes what is wrong with a part of the host that is no stage of a message's way; <see langword="null"/> where it is well again.</summary>
    public void Note(string part, string? problem)
    {
        if (problem is null) others.TryRemove(part, out _);
        else others[part] = problem;
    }

    /// <summary>What is wrong now; empty where all is well. What is wrong with single plugins is in their own states.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = Obstacles();
        problems.AddRange(stuck.Counts.Select(entry => $"{entry.Value} {(entry.Value == 1 ? "step" : "steps")} of {entry.Key} did not end in time and still {(entry.Value == 1 ? "holds its slot" : "hold their slots")}"));
        problems.AddRange(others.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value));
        return problems;
    }

    /// <summary>What keeps the host from taking steps at all; empty where nothing does.</summary>
    public List<string> Obstacles()
    {
        var problems = new List<string>();
        if (!broker.Consuming.IsOpen || !broker.Publishing.IsOpen) problems.Add($"the broker {broker.Settings.Display} is not connected");
        if (broker.Publishing.BlockedBecause is { } reason) problems.Add($"the broker takes no messages, so no jobs are taken: {reason}");
        if (journal.Problem is { } failure) problems.Add($"the journal can't be written, so no jobs are taken: {failure}");
        return problems;
    }
}
