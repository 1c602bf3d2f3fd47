using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Tests.Fixtures;

/// <summary>Makes real web servers for tests.</summary>
internal static class LoopbackServer
{
    /// <summary>Makes one, which is still to be started.</summary>
    /// <param name="answer">Answers requests.</param>
    /// <param name="listen">Where it listens; by default at a free port of loopback, without TLS.</param>
    public static WebApplication Create(RequestDelegate answer, Action<KestrelServerOptions>? listen = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(listen ?? (kestrel => kestrel.Listen(IPAddress.Loopback, 0)));
        var application = builder.Build();
        application.Run(answer);
        return application;
    }
}
