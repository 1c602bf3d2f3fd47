using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Monitoring;

/// <summary>A Prometheus of its own, of Debian's package: the system's is neither used nor touched.</summary>
internal sealed class Prometheus : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> lines = new();
    private readonly TemporaryFolder folder = new();
    private readonly HttpClient client = new();
    private readonly Process process;
    private readonly string address = $"127.0.0.1:{MonitoredHost.FreePort()}";

    private Prometheus(string target)
    {
        var configuration = folder.Write(
            "prometheus.yml",
            $$"""
            global: { scrape_interval: 1s, scrape_timeout: 1s }
            scrape_configs:
              - job_name: reworkerhost
                static_configs: [ { targets: ["{{target}}"] } ]
            """);
        var start = new ProcessStartInfo("prometheus") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[$"--config.file={configuration}", $"--storage.tsdb.path={folder["data"]}", $"--web.listen-address={address}", "--log.level=warn"]) start.ArgumentList.Add(argument);
        process = new Process { StartInfo = start };
        process.ErrorDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
        process.OutputDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
    }

    public string Output => string.Join('\n', lines);

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="target">Host and port that it scrapes.</param>
    public static async Task<Prometheus> StartAsync(string target)
    {
        var prometheus = new Prometheus(target);
        prometheus.process.Start();
        prometheus.process.BeginErrorReadLine();
        prometheus.process.BeginOutputReadLine();
        await Eventually.HoldsAsync(prometheus.IsReadyAsync, () => $"Prometheus is not ready:\n{prometheus.Output}");
        return prometheus;
    }

    /// <summary>The one value that a query gives, or <see langword="null"/> where it gives none.</summary>
    public async Task<double?> QueryAsync(string query)
    {
        var answer = JsonElement.Parse(await client.GetStringAsync(new Uri($"http://{address}/api/v1/query?query={Uri.EscapeDataString(query)}")));
        var result = answer.GetProperty("data").GetProperty("result");
        return result.GetArrayLength() == 0 ? null : double.Parse(result[0].GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        client.Dispose();
        folder.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await client.GetAsync(new Uri($"http://{address}/-/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException) // not yet
        {
            return false;
        }
    }
}
