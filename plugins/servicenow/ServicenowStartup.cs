using System.Net.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Plugins.Settings;

namespace ReWorkerHost.Plugins.Servicenow;

/// <summary>Reads the plugin's settings, and makes the client that all its steps share.</summary>
public sealed class ServicenowStartup : IPluginStartup
{
    private const int MostAnswered = 1 << 20;

    /// <inheritdoc/>
    public void ConfigureServices(IServiceCollection services, IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(settings);
        var options = OptionsReader.Read(settings);
        services.AddSingleton(options);
        services.AddSingleton(_ => new HttpClient(CreateHandler(options)) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MostAnswered });
        services.AddSingleton<Instance>();
        services.AddSingleton(provider => new Records(options, provider.GetRequiredService<Instance>(), TimeProvider.System));
    }

    private static SocketsHttpHandler CreateHandler(ServicenowOptions options) => new()
    {
        AllowAutoRedirect = false, // the password goes to the instance alone
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        SslOptions = { CertificateChainPolicy = Authorities.Policy(options.Authorities) },
        UseCookies = false,
        UseProxy = options.UsesProxy,
    };
}
