using ReWorkerHost.Soak;

// Usage: soak HOST FOLDER, where HOST is the daemon's executable and FOLDER an empty folder. The figures are for docs/hot-plugins.md.
var replacements = int.Parse(Environment.GetEnvironmentVariable("REPLACEMENTS") ?? "200", System.Globalization.CultureInfo.InvariantCulture);
var rate = int.Parse(Environment.GetEnvironmentVariable("RATE") ?? "300", System.Globalization.CultureInfo.InvariantCulture);
var report = new Report();
await using var one = new Daemon(args[0], Path.Combine(args[1], "one"));
Plugins.Compile("soak", "A", one.Scratch);
Plugins.Compile("soak", "B", one.Scratch);
File.Copy(Path.Combine(one.Scratch, "A", "soak.dll"), Path.Combine(one.PluginsFolder, "soak.dll"));
await one.StartAsync(broker: null);
var broker = one.Broker!;

await new ReplacementSoak(one, report).RunAsync(broker, replacements, rate);
await new TakeOverTime(one, report).RunAsync(broker, times: 30);
await using (var many = new Daemon(args[0], Path.Combine(args[1], "many")))
{
    await new ManyPlugins(many, report).RunAsync(broker, plugins: 100);
}

return report.Print();
