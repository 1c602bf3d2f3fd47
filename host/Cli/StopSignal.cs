using System.Runtime.InteropServices;

namespace ReWorkerHost.Cli;

/// <summary>
/// Turns the first Ctrl-C or SIGTERM into a cancelled token, so that a command can say how things stand; a later one ends the
/// process at once. System.CommandLine 2.0.0 does this only where it is given a time-out for it.
/// </summary>
internal sealed class StopSignal : IDisposable
{
    /// <summary>Who signals both a process and its group, as timeout(1) does, means it once.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(0.5);

    private readonly CancellationTokenSource stopped;
    private readonly PosixSignalRegistration[] registrations;
    private long? first;

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
        lock (registrations)
        {
            first ??= TimeProvider.System.GetTimestamp();
            if (TimeProvider.System.GetElapsedTime(first.Value) > Together) return;
        }

        signal.Cancel = true;
        stopped.Cancel();
    }
}
