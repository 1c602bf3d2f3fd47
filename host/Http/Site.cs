using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.OpenApi;
using ReWorkerHost.Configuration;
using ReWorkerHost.Management;
using ReWorkerHost.Monitoring;

namespace ReWorkerHost.Http;

/// <summary>The web server with all that it serves, put together.</summary>
internal sealed class Site(
    HttpSettings settings, HttpCertificate certificate, Views views, Actions actions, Streams streams, Health health, MetricsEndpoint metrics, TimeProvider time, ILoggerFactory loggers)
{
    private const int BodyLimit = 64 * 1024;
    private readonly ILogger logger = loggers.CreateLogger<Site>();

    /// <summary>Builds a server; it is not started.</summary>
    public WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<ILoggerFactory>(new ServerLoggers(loggers));
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.Services.AddRoutingCore();
        builder.Services.ConfigureHttpJsonOptions(options => ManagementJson.Create(options.SerializerOptions).NumberHandling = JsonNumberHandling.Strict);
        builder.Services.AddOpenApi("v1", options => options.AddDocumentTransformer((document, _, _) =>
        {
            Introduce(document);
            return Task.CompletedTask;
        }));
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(Listen);
        var app = builder.Build();
        app.Use(next => context => ResponseHeaders.AddAsync(context, next));
        var faults = new Faults(logger);
        app.Use(next => context => faults.ContainAsync(context, next));
        var access = new AccessControl(settings, time, logger);
        app.Use(next => context => access.CheckAsync(context, next));
        app.UseStatusCodePages(context => Faults.ExplainAsync(context.HttpContext));
        app.UseRouting();
        Map(app);
        return app;
    }

    private void Map(WebApplication app)
    {
        var api = app.MapGroup("/api/v1").ProducesProblem(StatusCodes.Status401Unauthorized);
        views.MapTo(api);
        actions.MapTo(api);
        streams.MapTo(api);
        health.MapTo(app);
        metrics.MapTo(app);
        Page.MapTo(app);
        app.MapOpenApi("/openapi/{documentName}.json");
    }

    private void Introduce(OpenApiDocument document)
    {
        document.Info.Title = "ReWorkerHost management API";
        document.Info.Description = "Shows and steers hosts, plugins, workers and jobs. Errors are problem details (RFC 9457).";
        document.Servers?.Clear();
        if (!settings.NeedsToken) return;
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes["token"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token of Http:Token or Http:TokenFile." };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("token", document)] = [] }];
    }

    private void Listen(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = BodyLimit;
        options.Limits.MaxConcurrentConnections = 1000;
        foreach (var address in settings.Url)
        {
            if (address.Ip is { } ip) options.Listen(ip, address.Port, Secure);
            else if (address.IsLocalhost) options.ListenLocalhost(address.Port, Secure);
            else options.ListenAnyIP(address.Port, Secure);

            void Secure(ListenOptions listen)
            {
                if (address.IsTls) listen.UseHttps(https => (https.ServerCertificate, https.ServerCertificateChain) = (certificate.Certificate, certificate.Chain));
                else listen.Protocols = HttpProtocols.Http1;
            }
        }
    }
}
