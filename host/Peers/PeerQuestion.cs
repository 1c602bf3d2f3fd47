using ReWorkerHost.Journal;

namespace ReWorkerHost.Peers;

/// <summary>What one host asks the others about a job.</summary>
/// <param name="Kind">What it asks.</param>
/// <param name="Key">The job.</param>
/// <param name="Since">For <see cref="PeerQuestionKind.TookOver"/>: when the asking host accepted it.</param>
internal sealed record PeerQuestion(PeerQuestionKind Kind, JobKey Key, DateTimeOffset Since)
{
    /// <summary>What tells it from every other question, also where it is asked several times.</summary>
    public string Id { get; init; } = Guid.NewGuid().ToString("N");
}
