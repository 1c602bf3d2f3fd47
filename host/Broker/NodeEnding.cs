using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Broker;

/// <summary>Ends the processes of one folder's node, and no others.</summary>
internal sealed class NodeEnding(NodeMark mark, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan NodePatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RestPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>Ends the node, then what it started; returns when all are gone.</summary>
    /// <remarks>The node goes first: it crashes without its children, and enters itself anew where epmd is lost.</remarks>
    public async Task EndAsync()
    {
        await EndAsync([.. mark.Find().Where(process => process.Name != "epmd" && !IsChildOfNode(process))], NodePatience).ConfigureAwait(false);
        await EndAsync(mark.Find(), RestPatience).ConfigureAwait(false);
    }

    // These end with the node by themselves.
    private static bool IsChildOfNode(MarkedProcess process) => process.Name is "erl_child_setup" or "inet_gethost";

    private async Task EndAsync(IReadOnlyList<MarkedProcess> processes, TimeSpan patience)
    {
        Send(Signal.Terminate, processes);
        var left = await GoneAsync(processes, patience).ConfigureAwait(false);
        foreach (var process in left) Log.Killed(logger, process, patience.TotalSeconds);
        Send(Signal.Kill, left);
        left = await GoneAsync(left, RestPatience).ConfigureAwait(false);
        if (left.Count > 0) Log.NotEnded(logger, string.Join(", ", left));
    }

    private void Send(Signal signal, IEnumerable<MarkedProcess> processes)
    {
        foreach (var process in processes.Where(mark.Carries)) ProcessSignal.Send(process.Id, signal);
    }

    private async Task<IReadOnlyList<MarkedProcess>> GoneAsync(IReadOnlyList<MarkedProcess> processes, TimeSpan patience)
    {
        var begin = time.GetTimestamp();
        while (true)
        {
            processes = [.. processes.Where(mark.Carries)];
            if (processes.Count == 0 || time.GetElapsedTime(begin) > patience) return processes;
            await Task.Delay(Pause, time, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
