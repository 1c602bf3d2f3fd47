namespace ReWorkerHost.Tests.Fixtures;

/// <summary>Waits on conditions, with a deadline.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until a condition holds.</summary>
    public static async Task TrueAsync(Func<bool> condition, TimeSpan within, Func<string> otherwise)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(begin) > within) Assert.Fail($"Not within {within}: {otherwise()}");
            await Task.Delay(Pause);
        }
    }

    /// <summary>Waits until a condition holds.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan within, Func<string> otherwise)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(begin) > within) Assert.Fail($"Not within {within}: {otherwise()}");
            await Task.Delay(Pause);
        }
    }
}
