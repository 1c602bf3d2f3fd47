using Microsoft.Extensions.Logging;
using ReWorkerHost.Configuration;
using ReWorkerHost.Execution;
using ReWorkerHost.Messaging;
using ReWorkerHost.Steps;

namespace ReWorkerHost.Workers;

/// <summary>One worker that serves its queue: its consumer channel, its reply channel, its output channel.</summary>
internal sealed class ServingWorker : IAsyncDisposable
{
    private static readonly TimeSpan AfterGrace = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource abandon = new();
    private readonly ServingEnvironment environment;
    private readonly ReplyChannel replies;
    private readonly OutputChannel output;
    private readonly QueueConsumer consumer;
    private readonly ILogger logger;
    private Task consuming = Task.CompletedTask;

    /// <summary>Prepares the worker; nothing is consumed yet.</summary>
    public ServingWorker(string plugin, WorkerPlan plan, DeliverySlots slots, IStepObserver observer, ServingEnvironment environment)
    {
        Plan = plan;
        this.environment = environment;
        logger = environment.Loggers.CreateLogger($"ReWorkerHost.Worker.{plan.Name}");
        var broker = environment.Broker;
        replies = new ReplyChannel(broker.Publishing, plan.Name, environment.Journal.IsKept, environment.Time, logger);
        output = new OutputChannel(broker.Publishing, plan.Name, broker.Settings.Exchange, broker.Settings.NotificationExchange, environment.Time, logger);
        var steps = new StepEnvironment(
            plugin, plan.Worker, plan.Queue, plan.Options.QueueType == QueueType.Quorum, plan.Options.Acknowledge == AcknowledgeMode.OnCompletion, plan.Options.MaxDeliveries, environment.Peers, environment.Journal, replies, output, plan.Options.OutputLevel, plan.Options.Timeout, plan.Options.Grace,
            new StepLimits(environment.Settings.MaxBodyBytes, environment.Settings.MaxDepth), environment.Records, observer, environment.Time, logger, environment.Interrupt, abandon.Token);
        var topology = new QueueTopology(plan.Queue, broker.Settings.Exchange, plan.Bindings, Arguments(plan.Options), broker.Settings.Declare);
        consumer = new QueueConsumer(broker.Consuming, replies, topology, slots, plan.Options.Concurrency, new StepIntake(steps), environment.Time, logger);
    }

    /// <summary>How it serves.</summary>
    public WorkerPlan Plan { get; }

    /// <summary>Completes when it consumes for the first time.</summary>
    public Task Consuming => consumer.Consuming;

    /// <summary>Begins to consume.</summary>
    public void Start() => consuming = consumer.RunAsync(stop.Token);

    /// <summary>
    /// Takes no new deliveries, gives those that were not begun back to the queue and waits for the running steps, for as long as they
    /// take. When the host's drain limit passes they are cancelled and answered <c>failed</c>.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        var steps = StepsAsync();
        await steps.WaitAsync(environment.Interrupt).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!steps.IsCompleted)
        {
            Log.DrainLimit(logger, Plan.Queue, consumer.Running.Count);
            await Task.WhenAny(steps, Task.Delay(Plan.Options.Grace + AfterGrace, environment.Time)).ConfigureAwait(false);
        }

        if (!steps.IsCompleted)
        {
            Log.LeftBehind(logger, Plan.Queue, consumer.Running.Count);
            await abandon.CancelAsync().ConfigureAwait(false);
            await Task.WhenAny(steps, Task.Delay(AfterGrace, environment.Time)).ConfigureAwait(false);
        }

        await Task.WhenAll(replies.DisposeAsync().AsTask(), output.DisposeAsync().AsTask()).ConfigureAwait(false);
        stop.Dispose();
        abandon.Dispose();
    }

    /// <summary>Ends when the queue is not consumed any more and the last step has ended.</summary>
    private async Task StepsAsync()
    {
        await consuming.ConfigureAwait(false);
        await consumer.Running.NoneAsync().ConfigureAwait(false);
    }

    private static Dictionary<string, object?> Arguments(WorkerOptions options)
    {
        var arguments = new Dictionary<string, object?>();
        if (options.QueueType == QueueType.Quorum) arguments["x-queue-type"] = "quorum";
        if (options.DeadLetterExchange is { } exchange) arguments["x-dead-letter-exchange"] = exchange;
        return arguments;
    }
}
