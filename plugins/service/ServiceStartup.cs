using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Plugins.Processes;
using ReWorkerHost.Plugins.Remote;
using ReWorkerHost.Plugins.Settings;

namespace ReWorkerHost.Plugins.Service;

/// <summary>Reads the plugin's settings.</summary>
public sealed class ServiceStartup : IPluginStartup
{
    /// <inheritdoc/>
    public void ConfigureServices(IServiceCollection services, IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(settings);
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("the worker service runs on Linux only: take it out of the plugins folder");
        var options = Read(settings);
        services.AddSingleton(options);
        services.AddSingleton(new HostSequence(options.Remote, SessionLauncher.Find()));
    }

    private static ServiceOptions Read(IConfiguration settings)
    {
        var reader = new SettingsReader(ServiceOptions.Path);
        reader.Expect(settings, "manager", "services", "local_hosts", "ssh");
        var options = new ServiceOptions
        {
            Manager = reader.Choice(settings.GetSection("manager"), "auto", "systemctl", "service") switch { "systemctl" => ServiceManager.Systemctl, "service" => ServiceManager.Service, _ => ServiceManager.Auto },
            Services = reader.Texts(settings.GetSection("services"), "a service's name, such as \"nginx\", or a pattern of names, such as \"app-*\"", ServiceName.IsPattern),
            Remote = RemoteOptions.Read(settings, reader),
        };
        reader.Conclude();
        return options;
    }
}
