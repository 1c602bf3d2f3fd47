using System.Collections.Concurrent;
using ReWorkerHost.Playbooks;

namespace ReWorkerHost.Tests.Playbooks;

/// <summary>Writes down what a release tells.</summary>
internal sealed class RecordedProgress : IReleaseProgress
{
    private readonly ConcurrentQueue<string> told = new();

    public IReadOnlyList<string> Told => [.. told];

    public void ReleaseBegins(Release release, string releaseId) => told.Enqueue("begins");

    public void StepSent(ReleaseStep step) => told.Enqueue($"{step.Number} sent");

    public void StepStarted(ReleaseStep step) => told.Enqueue($"{step.Number} started");

    public void Output(string text) => told.Enqueue($"| {text}");

    public void Notice(string text) => told.Enqueue($"! {text}");

    public void StepEnded(ReleaseStep step, StepEnd end) => told.Enqueue($"{step.Number} {end.Kind}: {ReleaseWords.Detail(end)}");

    public Task ReleaseEndedAsync(Release release, ReleaseResult result)
    {
        told.Enqueue($"ended {result.ExitCode}");
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
