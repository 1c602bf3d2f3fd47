using System.Text.Json;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Execution;
using ReWorkerHost.Journal;

namespace ReWorkerHost.Steps;

/// <summary>Hands an output message or a notification to its worker. Nobody waits for an answer; what goes wrong is logged.</summary>
internal sealed class MessageRun(StepEnvironment environment, JournalEntry job)
{
    /// <summary>Hands on an output message (protocol, "Output").</summary>
    public Task OutputAsync(JsonElement body, string? appId)
    {
        if (body.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String)
        {
            var output = new OutputMessage(job.Key.CorrelationId, appId, message.GetString()!);
            return RunAsync(token => environment.Worker.WriteAsync(output, token));
        }

        Refuse("message: expected a string");
        return Task.CompletedTask;
    }

    /// <summary>Hands on a notification; one without its four keys is rejected (protocol, "Notifications").</summary>
    public Task NotifyAsync(JsonElement body)
    {
        if (NotificationReader.TryRead(body, out var notification, out var problem)) return RunAsync(token => environment.Worker.NotifyAsync(notification, token));
        Refuse(problem);
        return Task.CompletedTask;
    }

    private void Refuse(string problem)
    {
        using var scope = job.BeginScope(environment.Logger);
        job.Outcome = JobOutcome.Refused;
        Log.MessageRefused(environment.Logger, problem);
    }

    private async Task RunAsync(Func<CancellationToken, Task<StepOutcome>> run)
    {
        using var scope = job.BeginScope(environment.Logger);
        using var limit = environment.TimeLimit is { } time ? new CancellationTokenSource(time, environment.Time) : new CancellationTokenSource();
        using var token = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, environment.Interrupt);
        var outcome = await Task.Run(() => run(token.Token)).ConfigureAwait(false);
        environment.Observer.Ended(outcome.Kind);
        job.Outcome = outcome.Kind == StepOutcomeKind.Completed ? JobOutcome.Completed : JobOutcome.Failed;
        if (outcome.Kind != StepOutcomeKind.Completed) Log.MessageFailed(environment.Logger, outcome.Kind, outcome.Why);
    }
}
