namespace ReWorkerHost.Tests.Faults;

/// <summary>One reply as it came.</summary>
internal sealed record LedgerReply(string Status, string? MessageId, string Body)
{
    /// <summary>It ends its job.</summary>
    public bool IsTerminal => Status is "completed" or "failed";
}
