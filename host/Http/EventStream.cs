using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ReWorkerHost.Management;

namespace ReWorkerHost.Http;

/// <summary>Server-sent events to one client.</summary>
internal sealed class EventStream
{
    private readonly HttpResponse response;

    private EventStream(HttpResponse response) => this.response = response;

    /// <summary>Begins the answer.</summary>
    public static async Task<EventStream> BeginAsync(HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers["X-Accel-Buffering"] = "no"; // nginx would keep the events until it has many
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await context.Response.StartAsync(cancellationToken).ConfigureAwait(false);
        return new EventStream(context.Response);
    }

    /// <summary>Sends an event. JSON has no line breaks, so its data is one line.</summary>
    public Task SendAsync(string name, object data, CancellationToken cancellationToken) =>
        WriteAsync($"event: {name}\ndata: {JsonSerializer.Serialize(data, ManagementJson.Options)}\n\n", cancellationToken);

    /// <summary>Says that the connection lives, to whatever lies between.</summary>
    public Task BeatAsync(CancellationToken cancellationToken) => WriteAsync(": the host lives\n\n", cancellationToken);

    private async Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).ConfigureAwait(false);
        await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
