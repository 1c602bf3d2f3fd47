using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace ReWorkerHost.Messaging;

/// <summary>
/// One connection to the broker that is made anew whenever it is lost. The client's own recovery is off: it does not cover an
/// initial connect that fails nor a channel that the server closes.
/// </summary>
internal sealed class BrokerConnection(ConnectionFactory factory, string display, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly CancellationTokenSource disposed = new();
    private readonly Lock state = new();
    private IConnection? connection;
    private TaskCompletionSource usable = New();
    private CancellationTokenSource unusable = Cancelled();
    private string? blockedBecause;

    /// <summary>The connection is there now.</summary>
    public bool IsOpen => connection is { IsOpen: true };

    /// <summary>Why the broker takes no messages at present, as it says (<c>connection.blocked</c>); <see langword="null"/> where it does.</summary>
    public string? BlockedBecause => blockedBecause;

    /// <summary>Cancelled while the connection is lost or blocked.</summary>
    public CancellationToken Unusable
    {
        get
        {
            lock (state) return unusable.Token;
        }
    }

    /// <summary>Waits until the connection is there and not blocked.</summary>
    public async Task UsableAsync(CancellationToken cancellationToken)
    {
        await GetAsync(cancellationToken).ConfigureAwait(false);
        Task wait;
        lock (state) wait = usable.Task;
        await wait.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The open connection; waits, with growing pauses between attempts, until there is one.</summary>
    public async Task<IConnection> GetAsync(CancellationToken cancellationToken)
    {
        if (connection is { IsOpen: true } open) return open;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, disposed.Token);
        await gate.WaitAsync(either.Token).ConfigureAwait(false);
        try
        {
            if (connection is { IsOpen: true } already) return already;
            if (connection is not null)
            {
                Log.ConnectionLost(logger, factory.ClientProvidedName!, connection.CloseReason?.ToString() ?? "no reason was given");
                await connection.DisposeAsync().ConfigureAwait(false);
                connection = null;
            }

            var made = await ConnectAsync(either.Token).ConfigureAwait(false);
            Watch(made);
            return connection = made;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await disposed.CancelAsync().ConfigureAwait(false);
        if (connection is { } open)
        {
            await open.CloseAsync(200, "the host stops", BoundedEnd.Limit, abort: true, CancellationToken.None).ConfigureAwait(false);
            await open.EndAsync().ConfigureAwait(false);
        }

        disposed.Dispose();
        gate.Dispose();
    }

    private void Watch(IConnection made)
    {
        made.ConnectionShutdownAsync += (_, _) => SetUnusableAsync();
        made.ConnectionBlockedAsync += (_, blocked) =>
        {
            blockedBecause = blocked.Reason;
            Log.Blocked(logger, display, blocked.Reason);
            return SetUnusableAsync();
        };
        made.ConnectionUnblockedAsync += (_, _) =>
        {
            Log.Unblocked(logger, display);
            SetUsable();
            return Task.CompletedTask;
        };
        SetUsable();
        if (!made.IsOpen) _ = SetUnusableAsync(); // lost before it was watched
    }

    private void SetUsable()
    {
        lock (state)
        {
            blockedBecause = null;
            if (unusable.IsCancellationRequested) unusable = new CancellationTokenSource();
            usable.TrySetResult();
        }
    }

    private async Task SetUnusableAsync()
    {
        CancellationTokenSource ended;
        lock (state)
        {
            ended = unusable;
            if (usable.Task.IsCompleted) usable = New();
        }

        await ended.CancelAsync().ConfigureAwait(false);
    }

    private async Task<IConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var backOff = new BackOff(time);
        while (true)
        {
            try
            {
                var made = await factory.CreateConnectionAsync(cancellationToken).ConfigureAwait(false);
                Log.Connected(logger, factory.ClientProvidedName!, display);
                return made;
            }
            catch (Exception exception) when (exception is BrokerUnreachableException || ReplyChannel.IsConnectionTrouble(exception, cancellationToken))
            {
                Log.ConnectFailed(logger, display, Innermost(exception).Message);
                await backOff.PauseAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationTokenSource Cancelled()
    {
        var source = new CancellationTokenSource();
        source.Cancel();
        return source;
    }

    private static Exception Innermost(Exception exception) => exception.InnerException is { } inner ? Innermost(inner) : exception;
}
