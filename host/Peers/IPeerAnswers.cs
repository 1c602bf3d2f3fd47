namespace ReWorkerHost.Peers;

/// <summary>Answers what other hosts ask.</summary>
internal interface IPeerAnswers
{
    /// <summary>Answers a question.</summary>
    Task<bool> AnswerAsync(PeerQuestion question);

    /// <summary>The host to which a question about one of its deliveries was answered with yes has dropped the delivery.</summary>
    void Settle(PeerQuestion question);
}
