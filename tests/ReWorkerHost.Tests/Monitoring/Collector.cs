using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Tests.Monitoring;

/// <summary>A collector that takes OTLP over HTTP and keeps what it gets, and a page that a plugin can call.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<byte[]> metrics = new();
    private readonly ConcurrentQueue<byte[]> traces = new();
    private readonly ConcurrentQueue<string> calls = new();
    private readonly WebApplication app;

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapPost("/v1/metrics", request => KeepAsync(request, metrics));
        app.MapPost("/v1/traces", request => KeepAsync(request, traces));
        app.MapGet("/called", (HttpContext context) => calls.Enqueue(context.Request.Headers.TraceParent.ToString()));
    }

    public string Url => app.Urls.Single();

    /// <summary>The contexts of traces that <c>/called</c> was called with.</summary>
    public IReadOnlyCollection<string> Calls => calls;

    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        await collector.app.StartAsync();
        return collector;
    }

    /// <summary>Some metrics came that name this.</summary>
    public bool HasMetric(string name) => Holds(metrics, Encoding.UTF8.GetBytes(name));

    /// <summary>Some spans came in one message that all of these are in: names, or the ids of traces.</summary>
    public bool HasSpan(string name, string? traceId = null) =>
        traces.Any(message => Find(message, Encoding.UTF8.GetBytes(name)) && (traceId is null || Find(message, Convert.FromHexString(traceId))));

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private static bool Holds(IEnumerable<byte[]> messages, byte[] sought) => messages.Any(message => Find(message, sought));

    private static bool Find(byte[] message, byte[] sought) => message.AsSpan().IndexOf(sought) >= 0;

    private static async Task KeepAsync(HttpContext context, ConcurrentQueue<byte[]> messages)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        messages.Enqueue(body.ToArray());
    }
}
