namespace ReWorkerHost.Fleet;

/// <summary>What is asked of hosts.</summary>
internal enum FleetQuestion
{
    /// <summary>Who is there?</summary>
    Who,

    /// <summary>How are you?</summary>
    Status,

    /// <summary>Which jobs run, and which ran?</summary>
    Jobs,

    /// <summary>What did a job's step say?</summary>
    Output,

    /// <summary>Do this.</summary>
    Order,
}
