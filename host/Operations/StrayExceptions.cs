using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Workers;

namespace ReWorkerHost.Operations;

/// <summary>
/// Keeps the process alive when a plugin throws where nobody catches it: on a thread of its own, in an <c>async void</c>, in a timer, in a
/// finalizer. What comes out of no plugin's code is the host's own fault, of which nothing good can follow: it ends the process, and the
/// journal answers for it at the next start.
/// </summary>
internal sealed class StrayExceptions(PluginSupervisor supervisor, ILogger<StrayExceptions> logger) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        ExceptionHandling.SetUnhandledExceptionHandler(Contain);
        TaskScheduler.UnobservedTaskException += NoteUnobserved;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask; // the runtime keeps its handler for good

    private bool Contain(Exception exception)
    {
        if (supervisor.NoteStray(exception, isFault: true)) return true;
        Log.Unhandled(logger, exception);
        LogSetup.Flush();
        return false;
    }

    private void NoteUnobserved(object? sender, UnobservedTaskExceptionEventArgs unobserved)
    {
        unobserved.SetObserved();
        supervisor.NoteStray(unobserved.Exception, isFault: false);
    }
}
