using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.Docker;

/// <summary>
/// What a Docker Engine is for its clients: an API over HTTP that keeps containers and images, with the statuses and texts of the real
/// one. It runs nothing.
/// </summary>
internal sealed class DockerEngine : IAsyncDisposable
{
    private readonly EngineState state = new();
    private readonly ConcurrentQueue<string> asked = new();
    private readonly WebApplication application;

    private DockerEngine(Action<KestrelServerOptions> listen) => application = LoopbackServer.Create(AnswerAsync, listen);

    /// <summary>What it keeps.</summary>
    public EngineState State => state;

    /// <summary>Its host and port.</summary>
    public string Authority => new Uri(application.Urls.Single()).Authority;

    /// <summary>What it was asked, such as <c>POST /containers/app/stop?t=10</c>.</summary>
    public IReadOnlyList<string> Asked => [.. asked];

    /// <summary>The registry's credential that it was given last, as JSON.</summary>
    public string? RegistryAuth { get; private set; }

    /// <summary>Starts one on TCP.</summary>
    /// <param name="certificate">Its certificate, or <see langword="null"/> for no TLS.</param>
    /// <param name="client">The certificate that its clients must show, or <see langword="null"/>.</param>
    public static Task<DockerEngine> StartAsync(X509Certificate2? certificate = null, X509Certificate2? client = null) => StartAsync(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
    {
        if (certificate is null) return;
        listen.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificate = certificate,
            ClientCertificateMode = client is null ? ClientCertificateMode.NoCertificate : ClientCertificateMode.RequireCertificate,
            ClientCertificateValidation = (shown, _, _) => shown.Thumbprint == client?.Thumbprint,
        });
    }));

    /// <summary>Starts one on a socket.</summary>
    public static Task<DockerEngine> StartAsync(string socket) => StartAsync(kestrel => kestrel.ListenUnixSocket(socket));

    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    private static async Task<DockerEngine> StartAsync(Action<KestrelServerOptions> listen)
    {
        var engine = new DockerEngine(listen);
        await engine.application.StartAsync();
        return engine;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync();
        asked.Enqueue($"{request.Method} {request.GetEncodedPathAndQuery()}");
        var path = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path.Length > 0 && path[0].StartsWith("v1.", StringComparison.Ordinal)) path = path[1..];
        if (request.Method == "POST" && path is ["images", "create"])
        {
            if (request.Headers["X-Registry-Auth"].ToString() is { Length: > 0 } auth) RegistryAuth = Decode(auth);
            await EnginePull.AnswerAsync(context, state, $"{request.Query["fromImage"]}", $"{request.Query["tag"]}");
            return;
        }

        // A start with a body is refused since version 1.24 of the API.
        var (status, body) = path is ["containers", _, "start"] && text.Length > 2
            ? (400, EngineState.Message("starting container with non-empty request body was deprecated since API v1.22 and removed in v1.24"))
            : state.Answer(request.Method, path, request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()), text.Length == 0 ? null : JsonNode.Parse(text)!.AsObject());
        context.Response.StatusCode = status;
        if (body is null) return;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body.ToJsonString());
    }

    private static string Decode(string auth)
    {
        var base64 = auth.Replace('-', '+').Replace('_', '/');
        return Encoding.UTF8.GetString(Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '=')));
    }
}
