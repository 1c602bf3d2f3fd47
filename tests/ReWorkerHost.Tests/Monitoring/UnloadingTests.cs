using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using ReWorkerHost.Monitoring;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Loading;

namespace ReWorkerHost.Tests.Monitoring;

/// <summary>Collecting a plugin's own metrics and spans does not keep the plugin in memory.</summary>
public sealed class UnloadingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_retired_plugin_is_collected_whose_metrics_and_spans_were()
    {
        PluginCompiler.Compile("measured", Source, folder["plugins", "measured"]);
        using var spans = new Kept<System.Diagnostics.Activity>(span => span.OperationName);
        using var metrics = new Kept<Metric>(metric => metric.Name);
        using var tracing = Sdk.CreateTracerProviderBuilder().AddHost().AddProcessor(new SimpleActivityExportProcessor(spans)).Build();
        using var metering = Sdk.CreateMeterProviderBuilder().AddHost().AddReader(new BaseExportingMetricReader(metrics)).Build();
        var plugin = new UnloadedPlugin(folder);

        Assert.Contains("done", await LiveAsync(plugin, metering), StringComparison.Ordinal);

        Assert.Contains("measuring", spans.Names);
        Assert.Contains("measured.things", metrics.Names);
        Assert.True(await plugin.IsGoneAsync(), "telemetry keeps the plugin in memory");
        metering.ForceFlush();
    }

    [Fact]
    public async Task A_plugin_whose_observable_gauge_is_not_disposed_stays_as_the_documentation_says()
    {
        PluginCompiler.Compile("measured", Source.Replace("public void Dispose() => meter.Dispose();", "public void Dispose() { }", StringComparison.Ordinal), folder["plugins", "measured"]);
        using var metrics = new Kept<Metric>(metric => metric.Name);
        using var metering = Sdk.CreateMeterProviderBuilder().AddHost().AddReader(new BaseExportingMetricReader(metrics)).Build();
        var plugin = new UnloadedPlugin(folder);

        await LiveAsync(plugin, metering);

        Assert.False(await plugin.IsGoneAsync(3));
    }

    public void Dispose() => folder.Dispose();

    /// <summary>In a method of its own, so that nothing of the plugin is left on the stack.</summary>
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static async Task<string> LiveAsync(UnloadedPlugin plugin, MeterProvider metering)
    {
        var answer = await plugin.LiveAsync("Measure");
        metering.ForceFlush();
        return answer;
    }

    private const string Source = """
        using System.Diagnostics;
        using System.Diagnostics.Metrics;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;

        public sealed class Startup : IPluginStartup
        {
            public void ConfigureServices(IServiceCollection services, IConfiguration settings) => services.AddSingleton<Measures>();
        }

        public sealed class Measures : IDisposable
        {
            private readonly Meter meter = new("ReWorkerHost.Plugin.Measured");
            private readonly List<Thing> things = [];

            public Measures()
            {
                Things = meter.CreateCounter<long>("measured.things");
                meter.CreateObservableGauge("measured.waiting", () => things.Count);
            }

            public Counter<long> Things { get; }

            public void Dispose() => meter.Dispose();
        }

        public sealed record Thing(string Name);

        [Worker("unload")]
        public sealed class MeasuredWorker(Measures measures) : Worker
        {
            private static readonly ActivitySource Spans = new("ReWorkerHost.Plugin.Measured");
            private static readonly Meter Static = new("ReWorkerHost.Plugin.MeasuredToo");
            private static readonly Counter<int> Counter = Static.CreateCounter<int>("measured.static");

            [Subcommand]
            public async Task<string> Measure()
            {
                using var span = Spans.StartActivity("measuring");
                span?.SetTag("thing", new Thing("a"));
                measures.Things.Add(1, new KeyValuePair<string, object?>("kind", "big"));
                Counter.Add(1);
                await Task.Yield();
                return "done";
            }
        }
        """;

    /// <summary>Keeps the names of what is exported.</summary>
    private sealed class Kept<T>(Func<T, string> name) : BaseExporter<T>
        where T : class
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> names = new();

        public IReadOnlyCollection<string> Names => names;

        public override ExportResult Export(in Batch<T> batch)
        {
            foreach (var entry in batch) names.Enqueue(name(entry));
            return ExportResult.Success;
        }
    }
}
