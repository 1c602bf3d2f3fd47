using System.Collections.Concurrent;
using System.Globalization;

namespace ReWorkerHost.Tests.Faults;

/// <summary>Every job that was sent, with all that became of it.</summary>
/// <param name="folder">Where the plugin notes its executions.</param>
internal sealed class Ledger(string folder)
{
    private readonly ConcurrentDictionary<int, LedgerJob> jobs = new();
    private int last;

    /// <summary>The jobs that wait for their answer.</summary>
    public IReadOnlyList<LedgerJob> Waiting => [.. jobs.Values.Where(job => job.IsSent && !job.Answered.IsCompleted)];

    /// <summary>How many jobs are answered.</summary>
    public int Answered => jobs.Values.Count(job => job.Answered.IsCompleted);

    /// <summary>Begins a job.</summary>
    public LedgerJob Begin()
    {
        var job = new LedgerJob(Interlocked.Increment(ref last));
        jobs[job.Number] = job;
        return job;
    }

    /// <summary>The numbers of the jobs that the plugin ran, one for each time.</summary>
    public IReadOnlyList<int> Executions()
    {
        var file = Path.Combine(folder, "executions");
        return File.Exists(file) ? [.. File.ReadLines(file).Select(line => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture))] : [];
    }

    /// <summary>Judges what is known now.</summary>
    public Verdict Judge()
    {
        var runs = Executions().CountBy(number => number).ToDictionary();
        var owed = jobs.Values.Where(job => job.IsSent).OrderBy(job => job.Number).ToList();
        return new Verdict(
            owed.Count,
            runs.Values.Sum(),
            [.. owed.Where(job => !job.Answered.IsCompleted && runs.ContainsKey(job.Number))],
            [.. owed.Where(job => !job.Answered.IsCompleted && !runs.ContainsKey(job.Number))],
            [.. owed.Where(job => job.Replies.Where(reply => reply.IsTerminal).Distinct().Count() > 1)],
            [.. owed.Where(job => runs.GetValueOrDefault(job.Number) > 1)],
            [.. owed.Where(job => job.Replies.Count(reply => !reply.IsTerminal) > 1)],
            [.. owed.Where(IsOutOfOrder)],
            owed.Sum(job => job.Replies.Count(reply => reply.IsTerminal) - job.Replies.Where(reply => reply.IsTerminal).Distinct().Count()),
            owed.Count(job => job.Replies.Any(reply => reply.Status == "completed") && job.Replies.All(reply => reply.IsTerminal)),
            owed.Count(job => job.Replies.Any(reply => reply.Body.Contains("interrupted:", StringComparison.Ordinal))));
    }

    private static bool IsOutOfOrder(LedgerJob job)
    {
        var replies = job.Replies;
        var data = $"\"data\":{job.Number.ToString(CultureInfo.InvariantCulture)}}}";
        return replies.SkipWhile(reply => !reply.IsTerminal).Any(reply => !reply.IsTerminal)
            || replies.Any(reply => reply.Status == "completed" && !reply.Body.EndsWith(data, StringComparison.Ordinal));
    }
}
