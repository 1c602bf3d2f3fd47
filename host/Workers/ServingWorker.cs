using Microsoft.Extensions.Logging;
using ReWorkerHost.Configuration;
using ReWorkerHost.Messaging;
using ReWorkerHost.Steps;

namespace ReWorkerHost.Workers;

/// <summary>One worker that serves its queue: its consumer channel, its reply channel, its output channel.</summary>
internal sealed class ServingWorker : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource interrupt = new();
    private readonly CancellationTokenSource abandon = new();
    private readonly ReplyChannel replies;
    private readonly OutputChannel output;
    private readonly QueueConsumer consumer;
    private readonly WorkerPlan plan;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private Task consuming = Task.CompletedTask;

    /// <summary>Prepares the worker; nothing is consumed yet.</summary>
    public ServingWorker(string plugin, WorkerPlan plan, BrokerLink broker, HostSettings settings, TimeProvider time, ILoggerFactory loggers)
    {
        this.plan = plan;
        this.time = time;
        var name = plan.Worker.Description.Name;
        logger = loggers.CreateLogger($"ReWorkerHost.Worker.{name}");
        replies = new ReplyChannel(broker.Publishing, name, time, logger);
        output = new OutputChannel(broker.Publishing, name, broker.Settings.Exchange, broker.Settings.NotificationExchange, time, logger);
        var environment = new StepEnvironment(
            plugin, plan.Worker, replies, output, plan.Options.OutputLevel, plan.Options.Timeout, plan.Options.Grace,
            new StepLimits(settings.MaxBodyBytes, settings.MaxDepth), time, logger, interrupt.Token, abandon.Token);
        var topology = new QueueTopology(plan.Queue, broker.Settings.Exchange, plan.Bindings, broker.Settings.Declare);
        consumer = new QueueConsumer(broker.Consuming, topology, plan.Options.Concurrency, new StepIntake(environment), time, logger);
    }

    /// <summary>The queue it serves.</summary>
    public string Queue => plan.Queue;

    /// <summary>Completes when it consumes for the first time.</summary>
    public Task Consuming => consumer.Consuming;

    /// <summary>Begins to consume.</summary>
    public void Start() => consuming = consumer.RunAsync(stop.Token);

    /// <summary>
    /// Takes no new deliveries, gives those that were not begun back to the queue and waits for the running steps. Those that still
    /// run after <paramref name="limit"/> are cancelled and answered <c>failed</c>.
    /// </summary>
    public async Task DrainAsync(TimeSpan limit)
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await consuming.ConfigureAwait(false);
        if (await EndedAsync(limit).ConfigureAwait(false)) return;
        Log.DrainLimit(logger, Queue, consumer.Running.Count, limit.TotalSeconds);
        await interrupt.CancelAsync().ConfigureAwait(false);
        if (await EndedAsync(plan.Options.Grace + TimeSpan.FromSeconds(5)).ConfigureAwait(false)) return;
        Log.LeftBehind(logger, Queue, consumer.Running.Count);
        await abandon.CancelAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await replies.DisposeAsync().ConfigureAwait(false);
        await output.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<bool> EndedAsync(TimeSpan within)
    {
        var all = Task.WhenAll(consumer.Running);
        await Task.WhenAny(all, Task.Delay(within, time)).ConfigureAwait(false);
        return all.IsCompleted;
    }
}
