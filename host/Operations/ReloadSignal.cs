using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace ReWorkerHost.Operations;

/// <summary>SIGHUP, from the start of the process to its end: it never ends the host. Several before it is waited for count as one.</summary>
internal sealed class ReloadSignal : IDisposable
{
    private readonly Channel<bool> received = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly PosixSignalRegistration registration;

    /// <summary>Listens from now on.</summary>
    public ReloadSignal() => registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
    {
        context.Cancel = true;
        received.Writer.TryWrite(true);
    });

    /// <summary>Waits for the signal.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await received.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public void Dispose() => registration.Dispose();
}
