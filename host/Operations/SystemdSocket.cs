using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Operations;

/// <summary>Sends messages to systemd, or whoever else gave a <c>NOTIFY_SOCKET</c>. Without one it sends nothing.</summary>
internal sealed class SystemdSocket : IDisposable
{
    private readonly ILogger logger;
    private readonly Socket? socket;
    private readonly UnixDomainSocketEndPoint? address;
    private string? failure;

    /// <summary>Opens it.</summary>
    /// <param name="name">A path, or <c>@</c> and an abstract name; <see langword="null"/> for none.</param>
    /// <param name="logger">Where failures are logged; none of them stops the host.</param>
    public SystemdSocket(string? name, ILogger<SystemdSocket> logger)
    {
        this.logger = logger;
        if (name is null) return;
        try
        {
            if (name[0] is not ('/' or '@')) throw new ArgumentException("expected an absolute path, or @ and a name");
            address = new UnixDomainSocketEndPoint(name[0] == '@' ? '\0' + name[1..] : name);
            socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { SendTimeout = 1000 };
        }
        catch (Exception exception) when (exception is ArgumentException or SocketException)
        {
            Log.NotNotified(logger, failure = exception.Message);
        }
    }

    /// <summary>Sends a message.</summary>
    /// <param name="assignments">Its lines, such as <c>READY=1</c>.</param>
    public void Send(params ReadOnlySpan<string> assignments)
    {
        if (socket is null) return;
        try
        {
            socket.SendTo(Encoding.UTF8.GetBytes(string.Join('\n', assignments)), address!);
            failure = null;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            if (failure != exception.Message) Log.NotNotified(logger, failure = exception.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => socket?.Dispose();
}
