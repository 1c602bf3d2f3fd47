using System.Collections.Concurrent;

namespace ReWorkerHost.Plugins.IrcNotify;

/// <summary>One connection, from the greeting to its end.</summary>
internal sealed class IrcSession : IDisposable
{
    private readonly IrcOptions options;
    private readonly IrcStream stream;
    private readonly ConcurrentDictionary<string, bool> joined = new(StringComparer.OrdinalIgnoreCase);
    private readonly Pace pace;
    private readonly Lock gate = new();
    private List<IrcMessage> errors = [];
    private TaskCompletionSource? answer;
    private string token = "";
    private string farewell = "";
    private IrcLostException? end;

    private IrcSession(IrcOptions options, IrcStream stream)
    {
        this.options = options;
        this.stream = stream;
        pace = new Pace(options.Interval, TimeProvider.System);
    }

    /// <summary>The nickname that the server has given.</summary>
    public string Nick { get; private set; } = "";

    /// <summary>Connects, and takes the first nickname that is free.</summary>
    /// <exception cref="IrcLostException">The server is not there, or does not take this client.</exception>
    public static async Task<IrcSession> OpenAsync(IrcOptions options, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Timeout);
        IrcSession? session = null;
        try
        {
            session = new IrcSession(options, await IrcStream.OpenAsync(options, limit.Token).ConfigureAwait(false));
            await session.RegisterAsync(limit.Token).ConfigureAwait(false);
            return session;
        }
        catch (Exception exception)
        {
            session?.Dispose();
            if (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested) throw new IrcLostException($"no greeting within {options.Timeout.TotalSeconds} s");
            throw;
        }
    }

    /// <summary>Reads what the server says, until the connection ends.</summary>
    /// <returns>Why it ended; it does not fail.</returns>
    public async Task<IrcLostException> RunAsync()
    {
        try
        {
            while (true)
            {
                var message = await NextAsync().ConfigureAwait(false);
                if (message.Command == "PING") await stream.WriteAsync($"PONG :{message.Text}", CancellationToken.None).ConfigureAwait(false);
                else Handle(message);
            }
        }
        catch (IrcLostException lost)
        {
            var why = farewell.Length > 0 ? new IrcLostException(farewell) : lost;
            lock (gate)
            {
                end = why;
                answer?.TrySetException(why);
            }

            return why;
        }
    }

    /// <summary>Enters a channel, unless it is in it.</summary>
    /// <returns>Why it can't, or <see langword="null"/>.</returns>
    public async Task<string?> JoinAsync(string channel, CancellationToken cancellationToken)
    {
        if (joined.ContainsKey(channel)) return null;
        var refusal = await AskAsync([$"JOIN {channel}"], channel, cancellationToken).ConfigureAwait(false);
        return joined.ContainsKey(channel) ? null : refusal ?? "the server does not let it in";
    }

    /// <summary>Sends lines to a channel or to a nickname.</summary>
    /// <returns>What the server says against it, or <see langword="null"/> where it took all.</returns>
    public Task<string?> SayAsync(string target, string message, CancellationToken cancellationToken) =>
        AskAsync(MessageLines.Cut(message, Nick, target, options.MaxLines).Select(line => $"PRIVMSG {target} :{line}"), target, cancellationToken);

    /// <summary>Says good-bye.</summary>
    /// <exception cref="IrcLostException">The connection is gone already.</exception>
    public Task QuitAsync(CancellationToken cancellationToken) => stream.WriteAsync("QUIT :The worker ends", cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    /// <summary>Sends commands and then a PING: when its PONG is there, the server has said all that it has to say of them.</summary>
    private async Task<string?> AskAsync(IEnumerable<string> commands, string target, CancellationToken cancellationToken)
    {
        var said = new List<IrcMessage>();
        lock (gate) errors = said;
        foreach (var command in commands)
        {
            await pace.WaitAsync(cancellationToken).ConfigureAwait(false);
            await stream.WriteAsync(command, cancellationToken).ConfigureAwait(false);
        }

        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (end is not null) throw end;
            answer = waiting;
            token = Guid.NewGuid().ToString("N");
        }

        await stream.WriteAsync($"PING :{token}", cancellationToken).ConfigureAwait(false);
        try
        {
            await waiting.Task.WaitAsync(options.Timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new IrcLostException($"the server does not answer within {options.Timeout.TotalSeconds} s ({IrcOptions.Path}.timeout)");
        }
        finally
        {
            lock (gate) answer = null;
        }

        lock (gate)
        {
            var error = said.Find(message => message.Parameters.Count <= 2 || string.Equals(message[1], target, StringComparison.OrdinalIgnoreCase));
            return error is null ? null : $"{error.Command} {error.Text}";
        }
    }

    private async Task RegisterAsync(CancellationToken cancellationToken)
    {
        using var nicks = TargetName.Alternatives(options.Nick).GetEnumerator();
        nicks.MoveNext();
        if (options.Password is { } password) await stream.WriteAsync($"PASS :{password}", cancellationToken).ConfigureAwait(false);
        await stream.WriteAsync($"NICK {nicks.Current}", cancellationToken).ConfigureAwait(false);
        await stream.WriteAsync($"USER {options.Nick} 0 * :Release Engine", cancellationToken).ConfigureAwait(false);
        while (Nick.Length == 0)
        {
            var message = IrcMessage.Parse(await stream.ReadAsync().WaitAsync(cancellationToken).ConfigureAwait(false));
            switch (message.Command)
            {
                case "433" or "436" or "437" when nicks.MoveNext(): // in use, a collision, not for now
                    await stream.WriteAsync($"NICK {nicks.Current}", cancellationToken).ConfigureAwait(false);
                    break;
                case "PING":
                    await stream.WriteAsync($"PONG :{message.Text}", cancellationToken).ConfigureAwait(false);
                    break;
                case "ERROR":
                    throw new IrcLostException(message.Text);
                default:
                    if (message.IsError && message.Command != "422") throw new IrcLostException($"{message.Command} {message.Text}"); // 422: no message of the day
                    if (message.Command == "001") Nick = message[0];
                    break;
            }
        }
    }

    /// <summary>The next message. A server that is silent is asked whether it is there, once.</summary>
    private async Task<IrcMessage> NextAsync()
    {
        var reading = stream.ReadAsync();
        for (var asked = false; ; asked = true)
        {
            try
            {
                return IrcMessage.Parse(await reading.WaitAsync(options.Keepalive).ConfigureAwait(false));
            }
            catch (TimeoutException)
            {
                if (asked) throw new IrcLostException($"the server gives no sign of life within {options.Keepalive.TotalSeconds} s ({IrcOptions.Path}.keepalive)");
                await stream.WriteAsync("PING :alive", CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private void Handle(IrcMessage message)
    {
        var isOwn = string.Equals(message.Nick, Nick, StringComparison.OrdinalIgnoreCase);
        switch (message.Command)
        {
            case "JOIN" when isOwn:
                joined[message[0]] = true;
                break;
            case "PART" when isOwn:
                joined.TryRemove(message[0], out _);
                break;
            case "KICK" when string.Equals(message[1], Nick, StringComparison.OrdinalIgnoreCase):
                joined.TryRemove(message[0], out _);
                break;
            case "NICK" when isOwn:
                Nick = message[0];
                break;
            case "ERROR":
                farewell = message.Text;
                break;
            case "PONG":
                lock (gate)
                {
                    if (message.Text == token) answer?.TrySetResult();
                }

                break;
            default:
                lock (gate)
                {
                    if (message.IsError) errors.Add(message);
                }

                break;
        }
    }
}
