using System.Diagnostics;

namespace ReWorkerHost.Soak;

/// <summary>Replaces a plugin over and over while jobs come.</summary>
internal sealed class ReplacementSoak(Daemon daemon, Report report)
{
    private const int WarmUp = 20;

    public async Task RunAsync(string broker, int replacements, int rate)
    {
        await using var release = await Release.ConnectAsync(broker);
        using var stop = new CancellationTokenSource();
        var sending = SendAsync(release, rate, stop.Token);
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(0.5));
        var before = 0.0;
        for (var replacement = 1; replacement <= replacements; replacement++)
        {
            await pace.WaitForNextTickAsync();
            var next = Path.Combine(daemon.Scratch, replacement % 2 == 0 ? "A" : "B", "soak.dll");
            var there = Path.Combine(daemon.PluginsFolder, "soak.dll");
            if (replacement / 2 % 2 == 0)
            {
                File.Copy(next, there, overwrite: true);
            }
            else
            {
                File.Copy(next, next + ".moved");
                File.Move(next + ".moved", there, overwrite: true);
            }

            if (replacement == WarmUp) before = daemon.Memory();
            if (replacement % WarmUp == 0) Console.WriteLine($"  {replacement} replacements, {daemon.Memory():0} MB, {daemon.Status.GetProperty("contextsAlive")} contexts, {release.Sent} jobs");
        }

        await stop.CancelAsync();
        await sending;
        await UntilAsync(() => release.Replies.Count == release.Sent && release.Replies.Values.All(replies => replies.Count >= 2));
        await UntilAsync(() => daemon.Status.GetProperty("retired").GetArrayLength() == 0);
        var good = release.Replies.Values.Count(replies => replies.Count == 2 && replies.First() == """{"status":"started"}""" && replies.Last().StartsWith("""{"status":"completed","data":""", StringComparison.Ordinal));
        var growth = daemon.Memory() - before;
        var loads = daemon.Count("Plugin soak 0.0.0.0 serves");
        report.Add("replacements served", $"{loads - 1} of {replacements}", "all", loads - 1 == replacements);
        report.Add($"jobs, sent at {rate} a second, with exactly started and completed", $"{good} of {release.Sent}", "all", good == release.Sent);
        report.Add("load contexts alive at the end", daemon.Status.GetProperty("contextsAlive").ToString(), "1", daemon.Status.GetProperty("contextsAlive").GetInt32() == 1);
        report.Add($"resident memory after replacement {WarmUp}, and its growth to the end", $"{before:0} MB, {growth:+0;-0} MB", "< 30 MB", growth < 30);
    }

    private static async Task SendAsync(Release release, int rate, CancellationToken stop)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            while (release.Sent < Stopwatch.GetElapsedTime(begin).TotalSeconds * rate) await release.SendAsync("soak");
            await Task.Delay(5, CancellationToken.None);
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!condition() && Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(40)) await Task.Delay(100);
    }
}
