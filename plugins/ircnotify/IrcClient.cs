using Microsoft.Extensions.Logging;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.IrcNotify;

/// <summary>Keeps one connection to the server, from the first notification to the end of the plugin, and takes notifications one at a time.</summary>
public sealed class IrcClient : IAsyncDisposable
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan GoodBye = TimeSpan.FromSeconds(1);
    private readonly IrcOptions options;
    private readonly ILogger<IrcClient> logger;
    private readonly CancellationTokenSource ending;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Lock gate = new();
    private TaskCompletionSource<IrcSession> connected = NewConnection();
    private IrcSession? current;
    private Task? serving;
    private string trouble = "it is not connected yet";

    /// <summary>Made by the plugin's services; connects to nothing.</summary>
    public IrcClient(IrcOptions options, PluginLifetime lifetime, ILogger<IrcClient> logger)
    {
        ArgumentNullException.ThrowIfNull(lifetime);
        (this.options, this.logger) = (options, logger);
        ending = CancellationTokenSource.CreateLinkedTokenSource(lifetime.Stopping);
    }

    /// <summary>Sends a message to channels and nicknames.</summary>
    /// <returns>Who did not get it, each with the reason.</returns>
    /// <exception cref="OperationCanceledException">The notification is to end.</exception>
    internal async Task<IReadOnlyList<(string Target, string Reason)>> SendAsync(string message, IReadOnlyList<string> targets, CancellationToken cancellationToken)
    {
        Begin();
        var failures = new List<(string, string)>();
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            for (var index = 0; index < targets.Count; index++)
            {
                try
                {
                    if (await DeliverAsync(message, targets[index], cancellationToken).ConfigureAwait(false) is { } refusal) failures.Add((targets[index], refusal));
                }
                catch (IrcLostException lost) // the others need not wait for it as well
                {
                    failures.AddRange(targets.Skip(index).Select(target => (target, lost.Message)));
                    break;
                }
            }
        }
        finally
        {
            turn.Release();
        }

        return failures;
    }

    /// <summary>Says good-bye to the server, and ends the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync().ConfigureAwait(false);
        if (serving is not null) await serving.ConfigureAwait(false);
        ending.Dispose();
        turn.Dispose();
    }

    /// <summary>Delivers to one target; once more where the connection was lost meanwhile.</summary>
    private async Task<string?> DeliverAsync(string message, string target, CancellationToken cancellationToken)
    {
        for (var isLast = false; ; isLast = true)
        {
            var session = await ConnectedAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var refusal = TargetName.IsChannel(target) ? await session.JoinAsync(target, cancellationToken).ConfigureAwait(false) : null;
                return refusal ?? await session.SayAsync(target, message, cancellationToken).ConfigureAwait(false);
            }
            catch (IrcLostException)
            {
                session.Dispose();
                Forget(session);
                if (isLast) throw;
            }
        }
    }

    private async Task<IrcSession> ConnectedAsync(CancellationToken cancellationToken)
    {
        Task<IrcSession> next;
        lock (gate) next = connected.Task;
        try
        {
            return await next.WaitAsync(options.Timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new IrcLostException($"no connection to {options} within {options.Timeout.TotalSeconds} s: {trouble}");
        }
    }

    private void Begin()
    {
        lock (gate)
        {
            if (serving is not null) return;
            // It lives for longer than the notification that begins it, and must not log in its name.
            using var flow = ExecutionContext.SuppressFlow();
            serving = Task.Run(() => ServeAsync(ending.Token));
        }
    }

    /// <summary>Connects, and again whenever the connection is lost, with longer and longer waits.</summary>
    private async Task ServeAsync(CancellationToken stopping)
    {
        var wait = ShortestWait;
        try
        {
            while (true)
            {
                var begun = TimeProvider.System.GetTimestamp();
                try
                {
                    using var session = await IrcSession.OpenAsync(options, stopping).ConfigureAwait(false);
                    trouble = await StayAsync(session, stopping).ConfigureAwait(false);
                }
                catch (IrcLostException lost)
                {
                    trouble = lost.Message;
                }

                if (TimeProvider.System.GetElapsedTime(begun) > LongestWait) wait = ShortestWait;
                logger.LogWarning("There is no connection to {Server} ({Reason}): the next attempt is in {Wait} s.", options, trouble, wait.TotalSeconds);
                await Task.Delay(wait, stopping).ConfigureAwait(false);
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // the plugin ends
        }
    }

    /// <summary>Serves one connection.</summary>
    /// <returns>Why it ended.</returns>
    private async Task<string> StayAsync(IrcSession session, CancellationToken stopping)
    {
        var running = session.RunAsync();
        try
        {
            foreach (var channel in options.Channels)
            {
                if (await session.JoinAsync(channel, stopping).ConfigureAwait(false) is { } refusal) logger.LogWarning("{Server} does not let {Nick} into {Channel}: {Reason}", options, session.Nick, channel, refusal);
            }

            logger.LogInformation("Connected to {Server} as {Nick}.", options, session.Nick);
            lock (gate)
            {
                current = session;
                connected.TrySetResult(session);
            }

            return (await running.WaitAsync(stopping).ConfigureAwait(false)).Message;
        }
        catch (IrcLostException lost)
        {
            return lost.Message;
        }
        catch (OperationCanceledException)
        {
            await LeaveAsync(session, running).ConfigureAwait(false);
            throw;
        }
        finally
        {
            Forget(session);
            session.Dispose();
            await running.ConfigureAwait(false);
        }
    }

    private static async Task LeaveAsync(IrcSession session, Task running)
    {
        using var limit = new CancellationTokenSource(GoodBye);
        try
        {
            await session.QuitAsync(limit.Token).WaitAsync(limit.Token).ConfigureAwait(false);
            await running.WaitAsync(limit.Token).ConfigureAwait(false); // the server ends the connection, and so knows why
        }
        catch (Exception exception) when (exception is IrcLostException or OperationCanceledException)
        {
            // it is ended without
        }
    }

    private void Forget(IrcSession session)
    {
        lock (gate)
        {
            if (!ReferenceEquals(current, session)) return;
            (current, connected) = (null, NewConnection());
        }
    }

    private static TaskCompletionSource<IrcSession> NewConnection() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
