using System.Diagnostics;

namespace ReWorkerHost.Soak;

/// <summary>How long it takes from the move of a new version to the first step that it does.</summary>
internal sealed class TakeOverTime(Daemon daemon, Report report)
{
    public async Task RunAsync(string broker, int times)
    {
        await using var release = await Release.ConnectAsync(broker);
        var took = new List<double>();
        var version = (await release.RunAsync("soak")).Contains("\"A\"", StringComparison.Ordinal) ? "A" : "B";
        for (var time = 0; time < times; time++)
        {
            version = version == "A" ? "B" : "A";
            var next = Path.Combine(daemon.Scratch, "next.dll");
            File.Copy(Path.Combine(daemon.Scratch, version, "soak.dll"), next, overwrite: true);
            var begin = Stopwatch.GetTimestamp();
            File.Move(next, Path.Combine(daemon.PluginsFolder, "soak.dll"), overwrite: true);
            while (!(await release.RunAsync("soak")).Contains($"\"{version}\"", StringComparison.Ordinal)) await Task.Delay(2);
            took.Add(Stopwatch.GetElapsedTime(begin).TotalSeconds);
        }

        took.Sort();
        report.Add($"from the move of a DLL to the first step of it, median of {times} (least, most)", $"{took[times / 2]:0.00} s ({took[0]:0.00}, {took[^1]:0.00})", "< 1 s", took[times / 2] < 1);
    }
}
