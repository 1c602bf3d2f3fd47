using ReWorkerHost.Abstractions;
using ReWorkerHost.Binding;
using ReWorkerHost.Execution;

namespace ReWorkerHost.Testing;

/// <summary>Keeps what leaves the host for one step, in place of the bus.</summary>
internal sealed class StepRecording(ILoadedWorker worker, StepOptions options, string jobId) : IStepSink
{
    private readonly Lock gate = new();
    private readonly List<StepReply> replies = [];
    private readonly List<SentOutput> output = [];
    private readonly List<SentOutput> hostOutput = [];
    private readonly List<SentNotification> notifications = [];
    private readonly List<SentNotification> hostNotifications = [];

    /// <summary>The job, as soon as it is read.</summary>
    public Job? Job { get; set; }

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        Reply(ReplyBody.Started);
        TellOutput(StepPhase.Starting(worker, options.CorrelationId, TimeProvider.System));
        TellPhase(StepPhase.Started);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task OutputAsync(OutputLevel level, string message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Keep(output, level, message);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task NotifyAsync(string transport, Notification notification, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Keep(notifications, transport, notification);
        return Task.CompletedTask;
    }

    /// <summary>Answers the job and gives all that was kept.</summary>
    public StepResult End(StepOutcome outcome, bool isStuck = false) => End(ReplyBody.Of(outcome, jobId), StepPhase.Of(outcome), outcome.Detail, isStuck);

    /// <summary>Answers what is no job.</summary>
    public StepResult Reject(string problem) => End(ReplyBody.Rejected(problem), phase: null, null, isStuck: false);

    private StepResult End(byte[] body, string? phase, string? fault, bool isStuck)
    {
        if (replies.Count > 0) TellOutput(StepPhase.Finished(worker, options.CorrelationId, TimeProvider.System));
        Reply(body);
        if (phase is not null) TellPhase(phase);
        lock (gate)
        {
            return new StepResult
            {
                JobId = jobId,
                Replies = [.. replies],
                Output = [.. output],
                HostOutput = [.. hostOutput],
                Notifications = [.. notifications],
                HostNotifications = [.. hostNotifications],
                Fault = fault,
                IsStuck = isStuck,
            };
        }
    }

    private void Reply(byte[] body)
    {
        lock (gate) replies.Add(new StepReply(body));
    }

    private void TellOutput(string message) => Keep(hostOutput, OutputLevel.Debug, message);

    private void TellPhase(string phase)
    {
        foreach (var (transport, notification) in StepPhase.Notifications(Job!, worker.Description.Name, options.CorrelationId, phase)) Keep(hostNotifications, transport, notification);
    }

    private void Keep(List<SentOutput> list, OutputLevel level, string message)
    {
        if (level < options.OutputLevel) return;
        lock (gate) list.Add(new SentOutput(level, message));
    }

    private void Keep(List<SentNotification> list, string transport, Notification notification)
    {
        lock (gate) list.Add(new SentNotification(transport, notification with { Slug = SlugText.Cut(notification.Slug) }));
    }
}
