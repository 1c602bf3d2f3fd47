namespace ReWorkerHost.Soak;

/// <summary>Many plugins in one host.</summary>
internal sealed class ManyPlugins(Daemon daemon, Report report)
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(60);

    public async Task RunAsync(string broker, int plugins)
    {
        for (var plugin = 0; plugin < plugins; plugin++)
        {
            Plugins.Compile($"many{plugin}", "A", daemon.Scratch);
            var folder = Directory.CreateDirectory(Path.Combine(daemon.PluginsFolder, $"many{plugin}")).FullName;
            File.Copy(Path.Combine(daemon.Scratch, "A", $"many{plugin}.dll"), Path.Combine(folder, $"many{plugin}.dll"));
        }

        var first = await daemon.StartAsync(broker);
        report.Add($"start with {plugins} plugins, their queues still to be made, until each consumes", $"{first.TotalSeconds:0.0} s", "-", true);
        await daemon.DisposeAsync();
        var start = await daemon.StartAsync(broker);
        report.Add($"start with {plugins} plugins, until each consumes", $"{start.TotalSeconds:0.0} s", "< 5 s", start.TotalSeconds < 5);
        report.Add($"resident memory with {plugins} plugins", $"{daemon.Memory():0} MB", "-", true);

        var serving = daemon.Count(" serves ");
        Plugins.Compile("many7", "B", daemon.Scratch);
        File.Move(Path.Combine(daemon.Scratch, "B", "many7.dll"), Path.Combine(daemon.PluginsFolder, "many7", "many7.dll"), overwrite: true);
        await using (var release = await Release.ConnectAsync(broker))
        {
            while (!(await release.RunAsync("many7")).Contains("\"B\"", StringComparison.Ordinal)) await Task.Delay(5);
        }

        await Task.Delay(TimeSpan.FromSeconds(5));
        report.Add("plugins loaded after one of them was changed", $"{daemon.Count(" serves ") - serving}", "1", daemon.Count(" serves ") - serving == 1);

        var before = daemon.Processor();
        await Task.Delay(Idle);
        var share = (daemon.Processor() - before) / Idle * 100;
        report.Add($"processor of a daemon with {plugins} plugins that idles for {Idle.TotalSeconds:0} s", $"{share:0.0} % of a core", "< 2 %", share < 2);
    }
}
