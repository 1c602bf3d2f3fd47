using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Operations;

/// <summary>Takes the messages of a service as systemd would: by a datagram socket.</summary>
internal sealed class NoticeListener : IDisposable
{
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly ConcurrentQueue<string> messages = new();

    /// <summary>Listens.</summary>
    /// <param name="name">A path, or <c>@</c> and an abstract name. Default: an abstract one, which every user may send to.</param>
    public NoticeListener(string? name = null)
    {
        Name = name ?? $"@reworkerhost-tests-{Guid.NewGuid():N}";
        socket.Bind(new UnixDomainSocketEndPoint(Name[0] == '@' ? '\0' + Name[1..] : Name));
        _ = Task.Run(ListenAsync); // ends with the socket
    }

    /// <summary>What goes into <c>NOTIFY_SOCKET</c>.</summary>
    public string Name { get; }

    /// <summary>The messages so far.</summary>
    public IReadOnlyList<string> Messages => [.. messages];

    /// <summary>Waits for a message.</summary>
    public Task HearsAsync(string message, Func<string> otherwise, int times = 1, double seconds = 30) => Eventually.HoldsAsync(
        () => Task.FromResult(Messages.Count(heard => heard == message) >= times),
        () => $"{message} was not heard {times} times, but: {string.Join(" | ", Messages)}\n{otherwise()}",
        seconds);

    /// <summary>Waits for a number of messages, and returns all.</summary>
    public async Task<IReadOnlyList<string>> HearAsync(int count)
    {
        await Eventually.HoldsAsync(() => messages.Count >= count, $"{count} messages are heard");
        return Messages;
    }

    public void Dispose() => socket.Dispose();

    private async Task ListenAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (true) messages.Enqueue(Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer)));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The end of the test closes the socket.
        }
    }
}
