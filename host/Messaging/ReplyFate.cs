namespace ReWorkerHost.Messaging;

/// <summary>What became of a reply.</summary>
internal enum ReplyFate
{
    /// <summary>The broker confirmed it.</summary>
    Confirmed,

    /// <summary>It was sent, on a channel without confirms.</summary>
    Sent,

    /// <summary>The FSM's queue is gone.</summary>
    Unroutable,

    /// <summary>The connection was lost before the broker confirmed it, and it was not sent again.</summary>
    Unknown,
}
