// Black-box driver for a Release Engine worker: publishes jobs, counts and verifies replies, prints one JSON line.
using System.Diagnostics;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

string Opt(string name, string otherwise) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : otherwise;
int Int(string name, int otherwise) => int.Parse(Opt(name, otherwise.ToString()));
// Usage: driver --queue NAME [--mode throughput|latency|cleanup] [--jobs N] [--warmup N] [--size BYTES] [--in-flight N, 0 for all at once]
// [--worker-pid N,N...] [--broker-pid N] [--timeout SECONDS] [--preload --worker-pid-file FILE]. The broker is the one on port $BENCH_PORT (5672).
string queue = Opt("--queue", "worker.bench"), mode = Opt("--mode", "throughput"), pidFile = Opt("--worker-pid-file", "");
int jobs = Int("--jobs", 20000), size = Int("--size", 0), timeoutS = Int("--timeout", 120), warmup = Int("--warmup", 0), inFlight = Int("--in-flight", 0);
int[] workerPids = [.. Opt("--worker-pid", "0").Split(',').Select(int.Parse)]; // several workers may share the queue: they are added up
int brokerPid = Int("--broker-pid", 0);
int port = int.Parse(Environment.GetEnvironmentVariable("BENCH_PORT") ?? "5672");
bool preload = args.Contains("--preload");
if (preload) warmup = 0; // the worker is cold by definition

var factory = new ConnectionFactory { HostName = "127.0.0.1", Port = port, UserName = "guest", Password = "guest" };
// Two connections, so that broker flow control on the publishing one never holds the replies back.
await using var publishing = await factory.CreateConnectionAsync();
await using var receiving = await factory.CreateConnectionAsync();
await using var publisher = await publishing.CreateChannelAsync();
await using var receiver = await receiving.CreateChannelAsync();

if (mode == "cleanup")
{
    await publisher.QueueDeleteAsync(queue);
    await publisher.ExchangeDeleteAsync(queue); // MassTransit makes one of its queue's name
    return 0;
}

await publisher.ExchangeDeclareAsync("re", ExchangeType.Topic, durable: true);
try
{
    await using var probe = await publishing.CreateChannelAsync(); // a 404 closes the channel it happens on
    await probe.QueueDeclarePassiveAsync(queue);
}
catch (OperationInterruptedException)
{
    await publisher.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
}
await publisher.QueueBindAsync(queue, "re", queue);
await publisher.QueuePurgeAsync(queue);

// Correlation ids are GUIDs (MassTransit keeps nothing else): the job's index in the first 8 digits, then this run's suffix.
int total = warmup + jobs;
string suffix = Guid.NewGuid().ToString()[8..];
var sentAt = new long[total];
var seen = new byte[total];                 // bit 0: started, bit 1: completed
var latencies = new double[jobs];
int terminal = 0, duplicates = 0, outOfOrder = 0, failed = 0, unexpected = 0, incompleteProps = 0;
long firstReply = 0, lastTerminal = 0;
var gate = new SemaphoreSlim(0);            // released for each terminal reply
var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
byte[] started = """{"status":"started"}"""u8.ToArray(), completed = """{"status":"completed"}"""u8.ToArray();

string Status(ReadOnlySpan<byte> body)
{
    if (body.SequenceEqual(started)) return "started";
    if (body.SequenceEqual(completed)) return "completed";
    try
    {
        using var json = JsonDocument.Parse(body.ToArray());
        return json.RootElement.GetProperty("status").GetString() ?? "?";
    }
    catch (Exception) { return "?"; }
}

var consumer = new AsyncEventingBasicConsumer(receiver);
consumer.ReceivedAsync += (_, reply) =>     // dispatched one at a time, so plain counters do
{
    var now = Stopwatch.GetTimestamp();
    var id = reply.BasicProperties.CorrelationId ?? "";
    if (id.Length != 36 || !id.EndsWith(suffix) || !int.TryParse(id.AsSpan(0, 8), System.Globalization.NumberStyles.HexNumber, null, out var i) || i >= total)
    {
        unexpected++;
        return Task.CompletedTask;
    }
    if (firstReply == 0) { firstReply = now; first.TrySetResult(); }
    if (reply.BasicProperties.AppId is null || reply.BasicProperties.ContentType?.StartsWith("application/json") != true) incompleteProps++;
    switch (Status(reply.Body.Span))
    {
        case "started":
            if ((seen[i] & 1) != 0) duplicates++;
            else if ((seen[i] & 2) != 0) outOfOrder++;
            seen[i] |= 1;
            break;
        case "completed":
            if ((seen[i] & 2) != 0) { duplicates++; break; }
            if ((seen[i] & 1) == 0) outOfOrder++;
            seen[i] |= 2;
            lastTerminal = now;
            if (i >= warmup) latencies[i - warmup] = Stopwatch.GetElapsedTime(sentAt[i], now).TotalMilliseconds;
            Interlocked.Increment(ref terminal);
            gate.Release();
            break;
        case "failed": failed++; break;
        default: unexpected++; break;
    }
    return Task.CompletedTask;
};
var replyTo = (await receiver.QueueDeclareAsync("", durable: false, exclusive: true, autoDelete: false)).QueueName;
await receiver.BasicConsumeAsync(replyTo, autoAck: true, consumer);

var parameters = new Dictionary<string, object> { ["hosts"] = new[] { "h1" }, ["command"] = "noop", ["subcommand"] = "Bench" };
if (size > 0) parameters["padding"] = new string('x', size);
var job = JsonSerializer.SerializeToUtf8Bytes(new { group = "bench", parameters, dynamic = new { }, notify = new { } });

ValueTask Publish(int i)
{
    var properties = new BasicProperties { Persistent = true, CorrelationId = i.ToString("x8") + suffix, ReplyTo = replyTo };
    sentAt[i] = Stopwatch.GetTimestamp();
    return publisher.BasicPublishAsync("re", queue, mandatory: false, properties, job);
}

var deadline = DateTime.UtcNow.AddSeconds(timeoutS);
async Task<bool> Until(Func<bool> done)
{
    while (!done() && DateTime.UtcNow < deadline && publishing.IsOpen) await Task.Delay(2);
    return done();
}
Task<bool> Answered() => gate.WaitAsync(TimeSpan.FromSeconds(Math.Max(0, (deadline - DateTime.UtcNow).TotalSeconds)));
async Task<bool> OneByOne(int from, int to)
{
    for (var i = from; i < to; i++)
    {
        await Publish(i);
        if (!await Answered()) return false;
    }
    return true;
}

// ---- warm up (verified, not timed): the first half in a burst, the rest one by one -------------------------------
if (!preload)
{
    while ((await publisher.QueueDeclarePassiveAsync(queue)).ConsumerCount == 0 && DateTime.UtcNow < deadline) await Task.Delay(50);
    for (var i = 0; i < warmup / 2; i++) await Publish(i);
    await Until(() => terminal >= warmup / 2);
    while (gate.Wait(0)) { }
    await OneByOne(warmup / 2, warmup);
    await Task.Delay(300);
}

// ---- the measured phase -------------------------------------------------------------------------------------------
double publishS = 0;
long begin;
(double Worker, double Driver, double Broker) before;
(double, double, double) Cpu() => (workerPids.Sum(Proc.CpuSeconds), Proc.CpuSeconds(Environment.ProcessId), Proc.CpuSeconds(brokerPid));
if (mode == "latency")
{
    before = Cpu();
    begin = Stopwatch.GetTimestamp();
    await OneByOne(warmup, total);
}
else if (preload)
{
    for (var i = 0; i < total; i++) await Publish(i);
    while ((await publisher.QueueDeclarePassiveAsync(queue)).MessageCount < jobs && DateTime.UtcNow < deadline) await Task.Delay(50);
    Console.Error.WriteLine("preloaded");  // the script now starts the worker and writes its pid to the file
    await Task.WhenAny(first.Task, Task.Delay(TimeSpan.FromSeconds(timeoutS)));
    if (pidFile != "") workerPids = [int.Parse(File.ReadAllText(pidFile))];
    before = Cpu();
    begin = firstReply;
    await Until(() => terminal >= total);
}
else
{
    while (gate.Wait(0)) { }
    before = Cpu();
    begin = Stopwatch.GetTimestamp();
    for (var i = warmup; i < total; i++)
    {
        if (inFlight > 0 && i - warmup >= inFlight && !await Answered()) break; // the next job goes out when one is answered
        await Publish(i);
    }

    publishS = Stopwatch.GetElapsedTime(begin).TotalSeconds;
    await Until(() => terminal >= total);
}
var after = Cpu();
var elapsed = lastTerminal > begin ? Stopwatch.GetElapsedTime(begin, lastTerminal).TotalSeconds : double.PositiveInfinity; // no reply at all: 0 jobs/s
var (rss, peak) = (workerPids.Sum(pid => Proc.StatusKb(pid, "VmRSS:")), workerPids.Sum(pid => Proc.StatusKb(pid, "VmHWM:")));
await Task.Delay(500);                      // late duplicates

var lost = seen.Count(s => s != 3);
var left = (await publisher.QueueDeclarePassiveAsync(queue)).MessageCount;
var ok = lost + duplicates + outOfOrder + failed + unexpected + left == 0;
Array.Sort(latencies);
double PerJobUs(double a, double b) => Math.Round((b - a) * 1e6 / jobs, 1);
Console.WriteLine(JsonSerializer.Serialize(new
{
    mode = preload ? "preload" : mode, queue, jobs, size, in_flight = inFlight,
    jobs_per_s = Math.Round(jobs / elapsed), elapsed_s = double.IsFinite(elapsed) ? Math.Round(elapsed, 3) : -1, publish_s = Math.Round(publishS, 3),
    worker_cpu_us = PerJobUs(before.Worker, after.Item1), driver_cpu_us = PerJobUs(before.Driver, after.Item2), broker_cpu_us = PerJobUs(before.Broker, after.Item3),
    p50_ms = Math.Round(latencies[jobs / 2], 3), p99_ms = Math.Round(latencies[jobs * 99 / 100], 3),
    rss_mb = rss / 1024, peak_mb = peak / 1024,
    lost, duplicates, out_of_order = outOfOrder, failed, unexpected, left_in_queue = left, replies_without_app_id_or_json_type = incompleteProps, ok,
}));
return ok ? 0 : 1;

/// <summary>Reads /proc for a process and, where it was started with setsid, everything still alive in its session.</summary>
static class Proc
{
    static IEnumerable<int> Family(int pid)
    {
        if (pid <= 0) yield break;
        yield return pid;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder), out var other) && other != pid && Fields(other) is { Length: > 3 } f && f[3] == pid.ToString())
                yield return other;
    }

    // The fields after "(name)": 0 state, 1 parent, 2 group, 3 session, ... 11 user time, 12 system time, in 1/100 s.
    static string[]? Fields(int pid)
    {
        try { var text = File.ReadAllText($"/proc/{pid}/stat"); return text[(text.LastIndexOf(')') + 2)..].Split(' '); }
        catch (IOException) { return null; }
    }

    public static double CpuSeconds(int pid) => Family(pid).Sum(p => Fields(p) is { } f ? (long.Parse(f[11]) + long.Parse(f[12])) / 100.0 : 0);

    public static long StatusKb(int pid, string key) => Family(pid).Sum(p =>
    {
        try { return File.ReadLines($"/proc/{p}/status").Where(l => l.StartsWith(key)).Select(l => long.Parse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2])).FirstOrDefault(); }
        catch (IOException) { return 0; }
    });
}
