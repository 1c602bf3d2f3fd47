using System.Collections.Concurrent;
using ReWorkerHost.Messaging;
using ReWorkerHost.Workers;

namespace ReWorkerHost.Management;

/// <summary>The output of releases as it happens, of every worker on the bus: watched while someone looks, once for all who do.</summary>
internal sealed class OutputFeed(BrokerLink broker, TimeProvider time) : IAsyncDisposable
{
    private readonly OutputWatch watch = new(broker.Consuming, broker.Settings.Exchange, time);
    private readonly ConcurrentDictionary<OutputWatcher, bool> watchers = new();
    private readonly Lock gate = new();
    private CancellationTokenSource? stop;
    private Task running = Task.CompletedTask;
    private TaskCompletionSource begun = New();

    /// <summary>Why output can't be seen at present; <see langword="null"/> where it can.</summary>
    public string? Problem { get; private set; }

    /// <summary>Begins to watch a release.</summary>
    public OutputWatcher Watch(string correlationId)
    {
        var watcher = new OutputWatcher(correlationId);
        lock (gate)
        {
            watchers[watcher] = true;
            if (stop is not null) return watcher;
            stop = new CancellationTokenSource();
            begun = New();
            var token = stop.Token;
            running = Task.Run(() => RunAsync(token), CancellationToken.None);
        }

        return watcher;
    }

    /// <summary>Waits until output is seen, or it is known why it can't be.</summary>
    public Task BegunAsync(CancellationToken cancellationToken)
    {
        lock (gate) return begun.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Ends a watch; with the last one the queue goes.</summary>
    public async Task EndAsync(OutputWatcher watcher)
    {
        CancellationTokenSource? last = null;
        Task ending;
        lock (gate)
        {
            watchers.TryRemove(watcher, out _);
            if (watchers.IsEmpty) (last, stop) = (stop, null);
            ending = running;
        }

        if (last is null) return;
        await last.CancelAsync().ConfigureAwait(false);
        await ending.ConfigureAwait(false);
        last.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var watcher in watchers.Keys) await EndAsync(watcher).ConfigureAwait(false);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await watch.RunAsync(Receive, Change, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
    }

    private void Change(string? problem)
    {
        lock (gate)
        {
            Problem = problem;
            begun.TrySetResult();
        }
    }

    private void Receive(OutputMessage message)
    {
        var line = new ReleaseLine(time.GetUtcNow(), message.Worker, message.Text);
        foreach (var watcher in watchers.Keys)
        {
            if (watcher.CorrelationId == message.CorrelationId) watcher.Add(line);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
