using System.Globalization;

namespace ReWorkerHost.Tests.Faults;

/// <summary>What the ledger says of a run: the jobs that break a promise, and how often happened what is allowed.</summary>
/// <param name="Jobs">The jobs whose answer is owed.</param>
/// <param name="Executions">How often the plugin's code ran.</param>
/// <param name="Unanswered">Run, and never answered.</param>
/// <param name="Lost">Neither run nor answered.</param>
/// <param name="TwoTerminals">Two terminal replies that are not the same one sent again.</param>
/// <param name="RunTwice">Run more than once.</param>
/// <param name="StartedTwice">More than one <c>started</c>.</param>
/// <param name="OrderErrors"><c>started</c> after a terminal reply, or the data of another job.</param>
/// <param name="Repeated">Allowed: a terminal reply came again with the same message id and body.</param>
/// <param name="WithoutStarted">Allowed where connections are lost: completed, and its <c>started</c> never came.</param>
/// <param name="Interrupted">Answered as interrupted.</param>
internal sealed record Verdict(
    int Jobs,
    int Executions,
    IReadOnlyList<LedgerJob> Unanswered,
    IReadOnlyList<LedgerJob> Lost,
    IReadOnlyList<LedgerJob> TwoTerminals,
    IReadOnlyList<LedgerJob> RunTwice,
    IReadOnlyList<LedgerJob> StartedTwice,
    IReadOnlyList<LedgerJob> OrderErrors,
    int Repeated,
    int WithoutStarted,
    int Interrupted)
{
    /// <summary>No promise is broken.</summary>
    public bool IsGood => Broken.All(list => list.Jobs.Count == 0);

    private IEnumerable<(string Name, IReadOnlyList<LedgerJob> Jobs)> Broken =>
    [
        ("unanswered", Unanswered), ("lost", Lost), ("two terminals", TwoTerminals), ("run twice", RunTwice), ("started twice", StartedTwice), ("order errors", OrderErrors),
    ];

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Jobs} jobs, {Executions} executions, ") + string.Join(", ", Broken.Select(list => $"{list.Jobs.Count} {list.Name}")) +
        $"; {Repeated} terminal replies repeated, {WithoutStarted} completed without started, {Interrupted} interrupted" +
        string.Concat(Broken.SelectMany(list => list.Jobs.Take(5).Select(job => $"\n  {list.Name}: job {job}")));
}
