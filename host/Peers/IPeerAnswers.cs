namespace ReWorkerHost.Peers;

/// <summary>Answers what other hosts ask.</summary>
internal interface IPeerAnswers
{
    /// <summary>Answers a question.</summary>
    Task<bool> AnswerAsync(PeerQuestion question);
}
