namespace ReWorkerHost.Playbooks;

/// <summary>Shows a release as lines of text, for logs and pipes.</summary>
/// <param name="writer">Where to.</param>
/// <param name="showData">Whether the data of the answers is shown; not where it is printed by other means.</param>
internal sealed class PlainProgress(TextWriter writer, bool showData = true) : IReleaseProgress
{
    private int total;

    /// <inheritdoc/>
    public void ReleaseBegins(Release release, string releaseId)
    {
        total = release.Steps.Count;
        writer.WriteLine($"{SafeText.Line(release.Name)} (group {SafeText.Line(release.Group)}), release {releaseId}");
    }

    /// <inheritdoc/>
    public void StepSent(ReleaseStep step) => Write(step, "sent");

    /// <inheritdoc/>
    public void StepStarted(ReleaseStep step) => Write(step, "started");

    /// <inheritdoc/>
    public void Output(string text)
    {
        foreach (var line in SafeText.Lines(text)) writer.WriteLine($"    | {line}");
    }

    /// <inheritdoc/>
    public void Notice(string text) => writer.WriteLine($"    ! {SafeText.Line(text)}");

    /// <inheritdoc/>
    public void StepEnded(ReleaseStep step, StepEnd end)
    {
        var detail = showData || end.Reason is not null ? ReleaseWords.Detail(end) : "";
        var when = end.Kind is StepEndKind.Completed or StepEndKind.Failed ? " in " : " after ";
        Write(step, $"{ReleaseWords.Of(end.Kind)}{when}{ReleaseWords.Of(end.Elapsed)}{(detail.Length == 0 ? "" : ": ")}{detail}");
    }

    /// <inheritdoc/>
    public Task ReleaseEndedAsync(Release release, ReleaseResult result)
    {
        writer.WriteLine(ReleaseWords.Summary(release, result));
        return writer.FlushAsync();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Write(ReleaseStep step, string what) => writer.WriteLine($"[{step.Number}/{total}] {SafeText.Line(step.Name.ToString())} {what}");
}
