using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Tests.Testing;

/// <summary>The probe's start-up.</summary>
public sealed class ProbeStartup : IPluginStartup
{
    public void ConfigureServices(IServiceCollection services, IConfiguration settings)
    {
        if (settings["greeting"] == "") throw new InvalidOperationException("settings.greeting: it is empty");
        services.AddSingleton(new ProbeOptions(settings["greeting"] ?? "Hello"));
    }
}
