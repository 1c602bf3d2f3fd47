using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Configuration;

/// <summary>How one worker is to be served, with the defaults filled in.</summary>
/// <param name="Enabled">It is served. Default: true.</param>
/// <param name="Queue">Its queue; <see langword="null"/> for <c>worker.&lt;name&gt;</c>.</param>
/// <param name="Bindings">The routing keys of its queue; <see langword="null"/> for those the worker declares.</param>
/// <param name="Concurrency">Steps at a time, 1 to 1000. Default: 4.</param>
/// <param name="Timeout">After this a step's token is cancelled; <see langword="null"/>, the default, for never.</param>
/// <param name="Grace">How long a cancelled step may take to end before it is answered without it. Default: 10 s.</param>
/// <param name="Acknowledge">When a delivery is acknowledged. Default: <see cref="AcknowledgeMode.OnReceipt"/>.</param>
/// <param name="QueueType">The type of a queue that is declared. Default: <see cref="QueueType.Classic"/>.</param>
/// <param name="DeadLetterExchange">The exchange that rejected deliveries of a queue that is declared go to; <see langword="null"/>, the default, for none.</param>
/// <param name="MaxDeliveries">A job acknowledged on completion that was delivered so often is answered as failed and rejected, 1 to 1000. Default: 5.</param>
/// <param name="OutputLevel">Output under this level is not sent. Default: <see cref="OutputLevel.Debug"/>.</param>
internal sealed record WorkerOptions(
    bool Enabled, string? Queue, IReadOnlyList<string>? Bindings, int Concurrency, TimeSpan? Timeout, TimeSpan Grace,
    AcknowledgeMode Acknowledge, QueueType QueueType, string? DeadLetterExchange, int MaxDeliveries, OutputLevel OutputLevel);
