namespace ReWorkerHost.Playbooks;

/// <summary>Shows a release to a person. Its methods are called one at a time, and every text may hold anything.</summary>
internal interface IReleaseProgress : IAsyncDisposable
{
    /// <summary>The release begins.</summary>
    void ReleaseBegins(Release release, string releaseId);

    /// <summary>A step was sent; a queue has it.</summary>
    void StepSent(ReleaseStep step);

    /// <summary>The worker started the step.</summary>
    void StepStarted(ReleaseStep step);

    /// <summary>The worker says something to the users; the text may have several lines.</summary>
    void Output(string text);

    /// <summary>Something is odd, and the release goes on.</summary>
    void Notice(string text);

    /// <summary>A step ended.</summary>
    void StepEnded(ReleaseStep step, StepEnd end);

    /// <summary>The release ended; completes when everything is shown.</summary>
    Task ReleaseEndedAsync(Release release, ReleaseResult result);
}
