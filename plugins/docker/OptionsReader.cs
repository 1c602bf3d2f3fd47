using System.Globalization;
using Microsoft.Extensions.Configuration;
using ReWorkerHost.Plugins.Settings;

namespace ReWorkerHost.Plugins.Docker;

/// <summary>Reads and checks the plugin's settings; says everything that is wrong with them at once, and no password.</summary>
internal sealed class OptionsReader
{
    private readonly SectionReader reader = new(DockerOptions.Path);

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
            Servers = [.. reader.List(settings.GetSection("servers"), "addresses, or objects with address").Select(servers.Read).OfType<DockerServer>()],
            Binds = [.. reader.List(settings.GetSection("binds"), "absolute paths of folders").Select(options.ReadBind)],
            Registries = [.. reader.List(settings.GetSection("registries"), "objects with registry, user and password").Select(options.ReadRegistry)],
            ApiVersion = options.ReadVersion(settings.GetSection("version")),
            Timeout = reader.Seconds(settings.GetSection("timeout"), defaults.Timeout),
            PullTimeout = reader.Seconds(settings.GetSection("pull_timeout"), defaults.PullTimeout),
            StopTimeout = options.ReadStopTimeout(settings.GetSection("stop_timeout"), defaults.StopTimeout),
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
        var (registry, user, password) = (entry.GetSection("registry"), entry.GetSection("user"), entry.GetSection("password"));
        if (!ImageName.IsRegistry(registry.Value ?? "")) reader.Refuse(registry, "expected a registry's host or host:port, or docker.io");
        if (string.IsNullOrEmpty(user.Value)) reader.Refuse(user, "expected a user's name");
        if (string.IsNullOrEmpty(password.Value)) reader.Refuse(password, "expected a password or a token");
        return new RegistryCredential(registry.Value ?? "", user.Value ?? "", password.Value ?? "");
    }

    private Version? ReadVersion(IConfigurationSection section)
    {
        if (!section.Exists()) return null;
        if (Version.TryParse(section.Value, out var version) && version >= new Version(1, 24)) return version;
        reader.Refuse(section, "expected a version of the Docker Engine API, 1.24 or later, such as \"1.43\"");
        return null;
    }

    private TimeSpan ReadStopTimeout(IConfigurationSection section, TimeSpan otherwise)
    {
        if (!section.Exists()) return otherwise;
        if (int.TryParse(section.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 3600) return TimeSpan.FromSeconds(seconds);
        reader.Refuse(section, "expected whole seconds, 0 to 3600");
        return otherwise;
    }
}
