using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Configuration;

/// <summary>What one object of <c>plugins.json</c> says of workers; what it leaves out is <see langword="null"/>.</summary>
internal sealed record WorkerOverrides(
    bool? Enabled = null,
    string? Queue = null,
    IReadOnlyList<string>? Bindings = null,
    int? Concurrency = null,
    double? Timeout = null,
    double? Grace = null,
    AcknowledgeMode? Acknowledge = null,
    QueueType? QueueType = null,
    string? DeadLetterExchange = null,
    int? MaxDeliveries = null,
    OutputLevel? OutputLevel = null)
{
    /// <summary>What this says, and what <paramref name="wider"/> says where this says nothing.</summary>
    public WorkerOverrides Over(WorkerOverrides wider) => new(
        Enabled ?? wider.Enabled,
        Queue ?? wider.Queue,
        Bindings ?? wider.Bindings,
        Concurrency ?? wider.Concurrency,
        Timeout ?? wider.Timeout,
        Grace ?? wider.Grace,
        Acknowledge ?? wider.Acknowledge,
        QueueType ?? wider.QueueType,
        DeadLetterExchange ?? wider.DeadLetterExchange,
        MaxDeliveries ?? wider.MaxDeliveries,
        OutputLevel ?? wider.OutputLevel);

    /// <summary>Fills in the defaults.</summary>
    public WorkerOptions ToOptions() => new(
        Enabled ?? true,
        Queue,
        Bindings,
        Concurrency ?? 4,
        Timeout is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null,
        TimeSpan.FromSeconds(Grace ?? 10),
        Acknowledge ?? AcknowledgeMode.OnReceipt,
        QueueType ?? Configuration.QueueType.Classic,
        DeadLetterExchange,
        MaxDeliveries ?? 5,
        OutputLevel ?? Abstractions.OutputLevel.Debug);
}
