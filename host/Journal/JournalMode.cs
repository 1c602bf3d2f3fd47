namespace ReWorkerHost.Journal;

/// <summary>How safe the journal is.</summary>
internal enum JournalMode
{
    /// <summary>What is committed survives a power failure. The default.</summary>
    Durable,

    /// <summary>What is committed survives the end of the process, not of the machine.</summary>
    Fast,

    /// <summary>Nothing is written: after a crash, steps that had begun are never answered.</summary>
    Off,
}
