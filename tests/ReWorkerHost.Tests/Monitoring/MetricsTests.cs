using System.Diagnostics;
using System.Net;
using ReWorkerHost.Tests.Architecture;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Monitoring;

/// <summary>What Prometheus and a collector get is what the documentation says.</summary>
[Collection(SecondNodeGroup.Name)]
public sealed class MetricsTests(MonitoredHost host) : IClassFixture<MonitoredHost>
{
    [Fact]
    public async Task Steps_are_counted_by_worker_subcommand_and_outcome()
    {
        await host.RunAsync("Go");
        await host.RunAsync("Fail");
        await host.RunAsync("Nonsense");

        var text = await host.ScrapeAsync($"outcome=\"refused\",subcommand=\"other\",worker=\"{host.Worker}\"");

        Assert.Contains($$"""reworkerhost_steps_total{outcome="completed",subcommand="Go",worker="{{host.Worker}}"}""", text, StringComparison.Ordinal);
        Assert.Contains($$"""reworkerhost_steps_total{outcome="failed",subcommand="Fail",worker="{{host.Worker}}"}""", text, StringComparison.Ordinal);
        Assert.Contains($$"""reworkerhost_steps_total{outcome="refused",subcommand="other",worker="{{host.Worker}}"} 1""", text, StringComparison.Ordinal);
        Assert.Contains($$"""reworkerhost_steps_stuck{queue="{{host.Queue}}"} 0""", text, StringComparison.Ordinal);
        Assert.Contains($$"""reworkerhost_queue_consumers{queue="{{host.Queue}}"} 1""", text, StringComparison.Ordinal);
        Assert.Contains($$"""reworkerhost_worker_concurrency{worker="{{host.Worker}}"} 4""", text, StringComparison.Ordinal);
        Assert.Contains("""reworkerhost_plugin_contexts{plugin="monitored",state="loaded"} 1""", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Nonsense", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_scraped_is_documented_with_all_its_labels_and_what_is_documented_is_there()
    {
        await host.RunAsync("Go");
        await host.RunAsync("Fail");

        var scraped = ScrapedMetric.Read(await host.ScrapeAsync("outcome=\"failed\"")).Where(metric => !metric.Name.StartsWith("dotnet_", StringComparison.Ordinal) && !metric.Name.StartsWith("monitored_", StringComparison.Ordinal)).ToList();
        var documented = MetricsPage.Metrics;

        Findings.None(
            from metric in scraped
            let row = documented.FirstOrDefault(row => row.Name == metric.Name)
            let unknown = row is null ? [] : metric.Labels.Except(row.Labels).ToList()
            where row is null || unknown.Count > 0
            select row is null ? $"{metric.Name} is not in {MetricsPage.Path}" : $"{MetricsPage.Path} does not name the labels {string.Join(", ", unknown)} of {metric.Name}");
        var instruments = MetricsPage.Instruments();
        Findings.None(
            from row in documented
            where scraped.All(metric => metric.Name != row.Name) && !instruments.Contains(row.Name)
            select $"{row.Name} is in {MetricsPage.Path} and not in the host");
        Findings.None(from name in instruments where documented.All(row => row.Name != name) select $"{name} is not in {MetricsPage.Path}");
    }

    [Fact]
    public async Task Promtool_finds_nothing_wrong_with_the_names()
    {
        await host.RunAsync("Go");
        var lines = (await host.ScrapeAsync(host.Worker)).Split('\n').Where(line => !line.Contains("dotnet_", StringComparison.Ordinal)); // the runtime's own, which the framework names
        var start = new ProcessStartInfo("promtool") { RedirectStandardInput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["check", "metrics"]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(string.Join('\n', lines));
        process.StandardInput.Close();
        var findings = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(("", 0), (findings, process.ExitCode));
    }

    [Fact]
    public async Task The_collector_gets_the_metrics_those_of_the_plugin_and_of_the_runtime_among_them()
    {
        await host.RunAsync("Call");

        foreach (var name in (string[])["reworkerhost.steps", "messaging.process.duration", "messaging.client.sent.messages", "monitored.greetings", "dotnet.gc.collections", "service.name"])
        {
            await Eventually.HoldsAsync(() => host.Collector.HasMetric(name), $"the collector has {name}");
        }

        await host.ScrapeAsync("monitored_greetings_total");
        await host.Daemon.OutputHoldsAsync("sends metrics and spans by OTLP");
    }

    [Fact]
    public async Task A_name_that_leads_to_the_host_from_another_site_reads_no_metrics()
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, host.Metrics) { Headers = { Host = "elsewhere.example" } };

        using var answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_real_Prometheus_scrapes_the_host()
    {
        await host.RunAsync("Go");
        await using var prometheus = await Prometheus.StartAsync(host.Address);

        await Eventually.HoldsAsync(
            async () => await prometheus.QueryAsync($$"""sum(reworkerhost_steps_total{worker="{{host.Worker}}",outcome="completed"})""") is { } value && value >= 1,
            () => $"Prometheus has no steps:\n{prometheus.Output}");
        Assert.Equal(1, await prometheus.QueryAsync("""up{job="reworkerhost"}"""));
        Assert.True(await prometheus.QueryAsync($$"""histogram_quantile(0.95, sum by (le) (reworkerhost_step_duration_seconds_bucket{worker="{{host.Worker}}"}))""") > 0);
    }
}
