using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Plugins.Processes;
using ReWorkerHost.Plugins.Remote;
using ReWorkerHost.Plugins.Settings;

namespace ReWorkerHost.Plugins.Fileops;

/// <summary>Reads the plugin's settings.</summary>
public sealed class FileopsStartup : IPluginStartup
{
    /// <inheritdoc/>
    public void ConfigureServices(IServiceCollection services, IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(settings);
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("the worker fileops runs on Linux only: take it out of the plugins folder");
        var options = Read(settings);
        services.AddSingleton(options);
        services.AddSingleton(new HostSequence(options.Remote, SessionLauncher.Find()));
    }

    private static FileopsOptions Read(IConfiguration settings)
    {
        var reader = new SettingsReader(FileopsOptions.Path);
        reader.Expect(settings, "folders", "local_hosts", "ssh");
        var folders = reader.Texts(settings.GetSection("folders"), "the absolute path of a folder, without .. in it, and not /", folder => PlainPath.TryRead(folder, out var plain) && plain != "/");
        var options = new FileopsOptions { Remote = RemoteOptions.Read(settings, reader) };
        reader.Conclude();
        return options with { Folders = [.. folders.Select(folder => PlainPath.TryRead(folder, out var plain) ? plain : folder).Distinct(StringComparer.Ordinal)] };
    }
}
