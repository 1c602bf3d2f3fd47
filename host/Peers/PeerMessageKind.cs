namespace ReWorkerHost.Peers;

/// <summary>The kinds of messages between hosts.</summary>
internal enum PeerMessageKind
{
    /// <summary>I am here. Sent to all at the start, when I can hear again, and every ten seconds.</summary>
    Hello,

    /// <summary>I am here too. Sent to one who said hello for the first time.</summary>
    Welcome,

    /// <summary>I stop.</summary>
    Goodbye,

    /// <summary>A question to all.</summary>
    Question,

    /// <summary>An answer to one.</summary>
    Answer,

    /// <summary>The delivery that I asked about, and that one of you knew, is dropped for good.</summary>
    Settled,
}
