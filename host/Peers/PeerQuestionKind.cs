namespace ReWorkerHost.Peers;

/// <summary>What hosts ask each other.</summary>
internal enum PeerQuestionKind
{
    /// <summary>The broker delivers this job again: is it one of yours, whose acknowledgement was lost?</summary>
    IsYours,

    /// <summary>I crashed before I knew that the broker had my acknowledgement of this job: did you get it since?</summary>
    TookOver,
}
