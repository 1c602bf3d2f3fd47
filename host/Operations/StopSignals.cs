using System.Runtime.InteropServices;

namespace ReWorkerHost.Operations;

/// <summary>SIGINT, SIGTERM and SIGQUIT, from the start of the process to its end, so that none of them finds the host half started.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource hurry = new();
    private readonly List<PosixSignalRegistration> registrations = [];

    /// <summary>Listens from now on.</summary>
    public StopSignals()
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT })
        {
            registrations.Add(PosixSignalRegistration.Create(signal, Receive));
        }
    }

    /// <summary>Cancelled by the first signal: the running steps are finished.</summary>
    public CancellationToken Stop => stop.Token;

    /// <summary>Cancelled by the second signal: the running steps are cancelled.</summary>
    public CancellationToken Hurry => hurry.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        stop.Dispose();
        hurry.Dispose();
    }

    private void Receive(PosixSignalContext context)
    {
        context.Cancel = true; // the process ends when its steps have ended
        if (stop.IsCancellationRequested) hurry.Cancel();
        else stop.Cancel();
    }
}
