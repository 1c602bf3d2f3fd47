namespace ReWorkerHost.Tests.Fixtures;

/// <summary>Waits for what comes about by itself.</summary>
internal static class Eventually
{
    /// <summary>Waits until a condition holds; fails with what was waited for when the deadline has passed.</summary>
    public static Task HoldsAsync(Func<bool> condition, string what, double seconds = 20) =>
        HoldsAsync(() => Task.FromResult(condition()), () => $"it still does not hold that {what}", seconds);

    /// <summary>Waits until a condition holds; fails with what is seen instead when the deadline has passed.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition, Func<string> otherwise, double seconds = 20)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await condition())
        {
            try
            {
                await tick.WaitForNextTickAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"After {seconds} s: {otherwise()}.");
            }
        }
    }
}
