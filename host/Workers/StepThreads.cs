using Microsoft.Extensions.Hosting;

namespace ReWorkerHost.Workers;

/// <summary>
/// Has the thread pool keep a thread ready for each step that runs for a while, because plugins may block theirs: the pool would add only one
/// in half a second. Short steps get none: more threads than cores only cost time.
/// </summary>
internal sealed class StepThreads(PluginSupervisor supervisor, TimeProvider time) : IHostedService, IDisposable
{
    private static readonly TimeSpan While = TimeSpan.FromMilliseconds(100);
    private readonly ManualResetEvent stop = new(false);
    private Thread? thread;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        thread = new Thread(Watch) { IsBackground = true, Name = "step threads" }; // none of the pool's: it must run where all of those are blocked
        thread.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        stop.Set(); // the steps have ended
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stop.Set();
        thread?.Join();
        stop.Dispose();
    }

    private void Watch()
    {
        ThreadPool.GetMinThreads(out var least, out var io);
        var kept = 0;
        while (!stop.WaitOne(While))
        {
            var now = supervisor.Steps.Running.CountBefore(time.GetUtcNow() - While);
            if (now == kept) continue;
            ThreadPool.SetMinThreads(least + now, io);
            kept = now;
        }
    }
}
