using System.Runtime.InteropServices;

namespace ReWorkerHost.Cli;

/// <summary>
/// Turns the first Ctrl-C or SIGTERM into a cancelled token, so that a command can say how things stand; the second ends the
/// process at once. System.CommandLine 2.0.0 does this only where it is given a time-out for it.
/// </summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource stopped;
    private readonly PosixSignalRegistration[] registrations;

    /// <summary>Begins to listen for the signals.</summary>
    /// <param name="cancellationToken">Cancels the token too.</param>
    public StopSignal(CancellationToken cancellationToken)
    {
        stopped = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)];
    }

    /// <summary>Cancelled when the process shall stop.</summary>
    public CancellationToken Token => stopped.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        stopped.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        if (stopped.IsCancellationRequested) return;
        signal.Cancel = true;
        stopped.Cancel();
    }
}
