using System.Diagnostics;

namespace ReWorkerHost.Tests.Plugins;

/// <summary>Waits for conditions, with a deadline.</summary>
internal static class Until
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>Waits until something is found.</summary>
    public static async Task<T> FoundAsync<T>(Func<T?> find, string what) where T : class
    {
        var watch = Stopwatch.StartNew();
        T? found;
        while ((found = find()) is null)
        {
            Assert.True(watch.Elapsed < Deadline, $"Not within {Deadline.TotalSeconds} s: {what}.");
            await Task.Delay(10);
        }

        return found;
    }

    /// <summary>Waits until a condition holds.</summary>
    public static Task HoldsAsync(Func<bool> condition, string what) => FoundAsync(() => condition() ? what : null, what);
}
