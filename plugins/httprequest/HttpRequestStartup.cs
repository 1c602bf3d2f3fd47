using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Plugins.Settings;

namespace ReWorkerHost.Plugins.HttpRequest;

/// <summary>Reads the plugin's settings, and makes the client that all its steps share.</summary>
public sealed class HttpRequestStartup : IPluginStartup
{
    /// <inheritdoc/>
    public void ConfigureServices(IServiceCollection services, IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(settings);
        var options = OptionsReader.Read(settings);
        services.AddSingleton(options);
        services.AddSingleton(_ => new HttpClient(CreateHandler(options)) { Timeout = Timeout.InfiniteTimeSpan });
    }

    private static SocketsHttpHandler CreateHandler(HttpRequestOptions options) => new()
    {
        AllowAutoRedirect = false, // each redirect is held against the allow-list
        AutomaticDecompression = DecompressionMethods.All,
        MaxResponseDrainSize = 0, // what is not read of a body is not received either
        PooledConnectionLifetime = TimeSpan.FromMinutes(2), // a host's new address is found
        SslOptions = { CertificateChainPolicy = Authorities.Policy(options.Authorities) },
        UseCookies = false, // steps of different releases know nothing of each other
        UseProxy = options.UsesProxy,
    };
}
