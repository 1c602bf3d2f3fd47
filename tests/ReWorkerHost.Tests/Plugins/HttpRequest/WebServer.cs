using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.HttpRequest;

/// <summary>A real web server on loopback that answers as a test wants it.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly ConcurrentQueue<SeenRequest> seen = new();

    private WebServer(RequestDelegate answer, X509Certificate2? certificate) => application = LoopbackServer.Create(
        async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            seen.Enqueue(new SeenRequest(context.Request.Method, context.Request.GetEncodedPathAndQuery(), headers, body.ToArray()));
            await answer(context);
        },
        kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null) listen.UseHttps(certificate);
        }));

    /// <summary>Its address, such as <c>http://127.0.0.1:4711</c>.</summary>
    public string Address => application.Urls.Single();

    /// <summary>Its port.</summary>
    public int Port => new Uri(Address).Port;

    /// <summary>What it was asked until now.</summary>
    public IReadOnlyList<SeenRequest> Seen => [.. seen];

    /// <summary>Starts one; with a certificate it speaks TLS.</summary>
    public static async Task<WebServer> StartAsync(RequestDelegate answer, X509Certificate2? certificate = null)
    {
        var server = new WebServer(answer, certificate);
        await server.application.StartAsync();
        return server;
    }

    /// <summary>Starts one that answers with a status and a text.</summary>
    public static Task<WebServer> StartAsync(int code, string text = "", string? type = "text/plain") => StartAsync(context =>
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = type;
        return text.Length == 0 ? Task.CompletedTask : context.Response.WriteAsync(text);
    });

    /// <summary>Starts one that redirects everything.</summary>
    public static Task<WebServer> RedirectAsync(int code, Func<HttpContext, string> to) => StartAsync(context =>
    {
        context.Response.StatusCode = code;
        context.Response.Headers.Location = to(context);
        return Task.CompletedTask;
    });

    public async ValueTask DisposeAsync() => await application.DisposeAsync();
}
