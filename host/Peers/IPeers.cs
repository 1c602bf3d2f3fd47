namespace ReWorkerHost.Peers;

/// <summary>The other hosts at the same broker.</summary>
internal interface IPeers
{
    /// <summary>There are others, or it is not known yet whether there are.</summary>
    bool MayHaveOthers { get; }

    /// <summary>Completes when it is known whether there are others.</summary>
    Task Discovered { get; }

    /// <summary>Asks the others.</summary>
    /// <returns>One of them says yes. Those that do not answer within a time are taken for gone.</returns>
    Task<bool> AskAsync(PeerQuestion question, CancellationToken cancellationToken);
}
