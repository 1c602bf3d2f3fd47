using Microsoft.Extensions.Configuration;
using ReWorkerHost.Plugins.Settings;

namespace ReWorkerHost.Plugins.HttpRequest;

/// <summary>Reads and checks the plugin's settings; says everything that is wrong with them at once, and no header's value.</summary>
internal static class OptionsReader
{
    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidDataException">Some of them can't work; the text names each by its key.</exception>
    public static HttpRequestOptions Read(IConfiguration settings)
    {
        var reader = new SettingsReader(HttpRequestOptions.Path);
        reader.Expect(settings, "allow", "headers", "timeout", "ca_file", "proxy");
        var options = new HttpRequestOptions
        {
            Allow = [.. reader.List(settings.GetSection("allow"), "host or host:port").Select(entry => ReadHost(entry, reader)).OfType<AllowedHost>()],
            Headers = [.. reader.List(settings.GetSection("headers"), "an object with name and value").Select(entry => HeaderReader.Read(entry, reader)).OfType<ConfiguredHeader>()],
            Timeout = reader.Seconds(settings.GetSection("timeout"), new HttpRequestOptions().Timeout),
            Authorities = Authorities.Read(reader, settings.GetSection("ca_file")),
            UsesProxy = reader.Choice(settings.GetSection("proxy"), "none", "environment") == "environment",
        };
        reader.Conclude();
        return options;
    }

    private static AllowedHost? ReadHost(IConfigurationSection entry, SettingsReader reader)
    {
        var host = AllowedHost.Parse(entry.Value ?? "");
        if (host is null) reader.Refuse(entry, "expected host or host:port, such as \"www.example.com\", \"10.0.0.1:8080\" or \"[::1]\"");
        return host;
    }
}
