using Microsoft.Extensions.Logging;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Execution;
using ReWorkerHost.Journal;
using ReWorkerHost.Messaging;
using ReWorkerHost.Peers;

namespace ReWorkerHost.Steps;

/// <summary>What the steps of one worker share.</summary>
/// <param name="Plugin">The plugin's name, for the log.</param>
/// <param name="Worker">The worker.</param>
/// <param name="Queue">Its queue.</param>
/// <param name="IsQuorumQueue">It is a quorum queue.</param>
/// <param name="AcknowledgesOnCompletion">A delivery is acknowledged after its answer: its worker is idempotent.</param>
/// <param name="MaxDeliveries">A job acknowledged on completion that was delivered so often is given up.</param>
/// <param name="Peers">The other hosts at this broker.</param>
/// <param name="Journal">What was accepted, decided, answered.</param>
/// <param name="Replies">Its way back to the FSM.</param>
/// <param name="Output">Its output and notifications.</param>
/// <param name="OutputLevel">Output under this level is not sent.</param>
/// <param name="TimeLimit">After this the step's token is cancelled; <see langword="null"/> for never.</param>
/// <param name="Grace">How long a step may take to heed its token before it is answered without it.</param>
/// <param name="Limits">What a body may be at most.</param>
/// <param name="Records">What is known of the steps.</param>
/// <param name="Observer">Learns how steps end.</param>
/// <param name="Time">The clock.</param>
/// <param name="Logger">The log.</param>
/// <param name="Interrupt">Cancelled when the drain limit has passed.</param>
/// <param name="Abandon">Cancelled when replies that still wait for the broker are given up.</param>
internal sealed record StepEnvironment(
    string Plugin,
    ILoadedWorker Worker,
    string Queue,
    bool IsQuorumQueue,
    bool AcknowledgesOnCompletion,
    int MaxDeliveries,
    IPeers Peers,
    IJournal Journal,
    ReplyChannel Replies,
    OutputChannel Output,
    OutputLevel OutputLevel,
    TimeSpan? TimeLimit,
    TimeSpan Grace,
    StepLimits Limits,
    StepRecords Records,
    IStepObserver Observer,
    TimeProvider Time,
    ILogger Logger,
    CancellationToken Interrupt,
    CancellationToken Abandon)
{
    /// <summary>How the worker's jobs ended.</summary>
    public WorkerStatistics Statistics { get; } = Records.Of(Worker.Description.Name);

    /// <summary>A subcommand as metrics call it: jobs may name any, so that those which the worker does not know are <c>other</c>.</summary>
    public string SubcommandWord(string given)
    {
        foreach (var known in Worker.Description.Subcommands)
        {
            if (known.Name == given) return known.Name;
        }

        return "other";
    }
}
