using System.Net;
using System.Net.Sockets;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Monitoring;

/// <summary>A daemon whose metrics can be scraped and are sent to a collector, as are its spans.</summary>
public sealed class MonitoredHost(RabbitMqNode node) : IAsyncLifetime
{
    /// <summary>Its worker, whose queue is no other test's.</summary>
    public string Worker { get; } = $"monitored-{Guid.NewGuid().ToString("N")[..8]}";

    public string Queue => $"worker.{Worker}";

    public RabbitMqNode Node => node;

    /// <summary>Where the metrics are.</summary>
    public Uri Metrics => new($"http://{Address}/metrics");

    /// <summary>Host and port of the management API.</summary>
    public string Address { get; } = $"127.0.0.1:{FreePort()}";

    internal Daemon Daemon { get; } = Daemon.Prepare();

    internal Collector Collector { get; private set; } = null!;

    /// <summary>A port that nobody listens at.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async Task InitializeAsync()
    {
        Collector = await Collector.StartAsync();
        PluginCompiler.Compile("monitored", Source, Path.Combine(Daemon.Plugins, "monitored"));
        Daemon.Variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = Collector.Url;
        Daemon.Variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        Daemon.Variables["OTEL_METRIC_EXPORT_INTERVAL"] = "500";
        Daemon.Variables["OTEL_BSP_SCHEDULE_DELAY"] = "200";
        await Daemon.StartAsync(node.Uri, "--set", "Http:Enabled=true", "--set", $"Http:Url=http://{Address}");
        using var client = new HttpClient();
        await Eventually.HoldsAsync(async () => await AnswersAsync(client), () => $"nothing is at {Metrics}:\n{Daemon.Output}");
    }

    /// <summary>Runs one step.</summary>
    public async Task RunAsync(string subcommand)
    {
        await using var fsm = await Fsm.ConnectAsync(node.Uri);
        await fsm.RunAsync(Worker, $"\"subcommand\": \"{subcommand}\"");
    }

    /// <summary>What Prometheus would read, once it holds a text: an answer is given again for a moment.</summary>
    public async Task<string> ScrapeAsync(string text)
    {
        using var client = new HttpClient();
        var answer = "";
        await Eventually.HoldsAsync(
            async () => (answer = await client.GetStringAsync(Metrics)).Contains(text, StringComparison.Ordinal), () => $"the metrics do not hold {text}:\n{answer}");
        return answer;
    }

    public async Task DisposeAsync()
    {
        await Daemon.DisposeAsync();
        await Collector.DisposeAsync();
    }

    private async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(Metrics);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException) // not yet
        {
            return false;
        }
    }

    private string Source => $$"""
        using System.Diagnostics;
        using System.Diagnostics.Metrics;
        using System.Net.Http;

        [Worker("{{Worker}}")]
        public sealed class MonitoredWorker : Worker
        {
            private static readonly ActivitySource Spans = new("ReWorkerHost.Plugin.Monitored");
            private static readonly Meter Meter = new("ReWorkerHost.Plugin.Monitored");
            private static readonly Counter<long> Greetings = Meter.CreateCounter<long>("monitored.greetings");
            private static readonly HttpClient Client = new();

            [Subcommand] public Task Go() => Task.CompletedTask;

            [Subcommand] public Task Fail() => throw new StepFailedException("no");

            [Subcommand]
            public async Task Call(CancellationToken cancellationToken)
            {
                using var span = Spans.StartActivity("greeting");
                Greetings.Add(1);
                await Client.GetStringAsync("{{Collector.Url}}/called", cancellationToken);
            }
        }
        """;
}
