namespace ReWorkerHost.Peers;

/// <summary>The other hosts at the same broker.</summary>
internal interface IPeers
{
    /// <summary>The ids of the other hosts that were heard of lately.</summary>
    IReadOnlyCollection<string> Others { get; }

    /// <summary>There are others, or it is not known whether there are.</summary>
    bool MayHaveOthers { get; }

    /// <summary>Completes when it is known whether there are others.</summary>
    Task Discovered { get; }

    /// <summary>Asks the others, again and again until all that are known have answered. While this host can't hear them it waits.</summary>
    /// <returns>One of them says yes. Those that do not answer within a time are taken for gone.</returns>
    Task<bool> AskAsync(PeerQuestion question, CancellationToken cancellationToken);

    /// <summary>Tells the one that said yes that the broker has now heard the last of the job, which can't come again.</summary>
    Task SettleAsync(PeerQuestion question, CancellationToken cancellationToken);
}
