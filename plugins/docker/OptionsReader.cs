using Microsoft.Extensions.Configuration;
using ReWorkerHost.Plugins.Settings;

namespace ReWorkerHost.Plugins.Docker;

/// <summary>Reads and checks the plugin's settings; says everything that is wrong with them at once, and no password.</summary>
internal sealed class OptionsReader
{
    private readonly SettingsReader reader = new(DockerOptions.Path);

    private OptionsReader()
    {
    }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidDataException">Some of them can't work; the text names each by its key.</exception>
    public static DockerOptions Read(IConfiguration settings)
    {
        var options = new OptionsReader();
        var reader = options.reader;
        var defaults = new DockerOptions();
        reader.Expect(settings, "servers", "binds", "registries", "version", "timeout", "pull_timeout", "stop_timeout");
        var servers = new ServerReader(reader);
        var read = new DockerOptions
        {
            Servers = [.. reader.List(settings.GetSection("servers"), "an address, or an object with address").Select(servers.Read).OfType<DockerServer>()],
            Binds = [.. reader.List(settings.GetSection("binds"), "an absolute path of a folder").Select(options.ReadBind)],
            Registries = [.. reader.List(settings.GetSection("registries"), "an object with registry, user and password").Select(options.ReadRegistry)],
            ApiVersion = options.ReadVersion(settings.GetSection("version")),
            Timeout = reader.Seconds(settings.GetSection("timeout"), defaults.Timeout),
            PullTimeout = reader.Seconds(settings.GetSection("pull_timeout"), defaults.PullTimeout),
            StopTimeout = reader.Number(settings.GetSection("stop_timeout"), "whole seconds", 0, 3600) is { } seconds ? TimeSpan.FromSeconds(seconds) : defaults.StopTimeout,
        };
        foreach (var twice in read.Servers.GroupBy(server => server.Name).Where(group => group.Count() > 1))
        {
            reader.Refuse(settings.GetSection("servers"), $"{twice.Key} is there twice: give one of them another name");
        }

        reader.Conclude();
        return read;
    }

    private string ReadBind(IConfigurationSection entry)
    {
        var folder = entry.Value ?? "";
        if (HostFolder.ProblemOf(folder) is { } problem) reader.Refuse(entry, problem);
        return folder.Length > 1 ? folder.TrimEnd('/') : folder;
    }

    private RegistryCredential ReadRegistry(IConfigurationSection entry)
    {
        reader.Expect(entry, "registry", "user", "password");
        return new RegistryCredential(
            reader.Required(entry.GetSection("registry"), "a registry's host or host:port, or docker.io", ImageName.IsRegistry),
            reader.Required(entry.GetSection("user"), "a user's name"),
            reader.Required(entry.GetSection("password"), "a password or a token"));
    }

    private Version? ReadVersion(IConfigurationSection section)
    {
        if (!section.Exists()) return null;
        if (Version.TryParse(section.Value, out var version) && version >= new Version(1, 24)) return version;
        reader.Refuse(section, "expected a version of the Docker Engine API, 1.24 or later, such as \"1.43\"");
        return null;
    }
}
