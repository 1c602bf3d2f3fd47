namespace ReWorkerHost.Journal;

/// <summary>Where a job is in its life. The numbers are stored.</summary>
internal enum JobState
{
    /// <summary>Accepted; the plugin's code may have been entered.</summary>
    Running = 2,

    /// <summary>Its terminal reply is decided, and perhaps sent.</summary>
    Decided = 3,

    /// <summary>The broker has confirmed its terminal reply, or nobody wanted one.</summary>
    Answered = 4,

    /// <summary>The queue that its terminal reply was for is gone.</summary>
    Unroutable = 5,

    /// <summary>It was to be acknowledged on completion, and went back to the broker because the host ended.</summary>
    Returned = 6,
}
