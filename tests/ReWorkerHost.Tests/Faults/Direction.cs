namespace ReWorkerHost.Tests.Faults;

/// <summary>What becomes of the bytes that go in one direction.</summary>
internal sealed class Direction
{
    private volatile TaskCompletionSource? held;

    /// <summary>How long each piece is kept.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Keeps what comes from now on.</summary>
    public void Hold() => held ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets go of it.</summary>
    public void Resume()
    {
        var before = held;
        held = null;
        before?.TrySetResult();
    }

    /// <summary>Completes when a piece may pass.</summary>
    public async Task PassAsync(CancellationToken cancellationToken)
    {
        if (Delay > TimeSpan.Zero) await Task.Delay(Delay, cancellationToken);
        while (held is { } wait) await wait.Task.WaitAsync(cancellationToken);
    }
}
