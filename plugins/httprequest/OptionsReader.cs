using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;

namespace ReWorkerHost.Plugins.HttpRequest;

/// <summary>Reads and checks the plugin's settings; says everything that is wrong with them at once, and no header's value.</summary>
internal sealed class OptionsReader
{
    private static readonly string[] Known = ["allow", "headers", "timeout", "ca_file", "proxy"];
    private readonly List<string> problems = [];

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidDataException">Some of them can't work; the text names each by its key.</exception>
    public static HttpRequestOptions Read(IConfiguration settings)
    {
        var reader = new OptionsReader();
        foreach (var section in settings.GetChildren().Where(section => !Known.Contains(section.Key, StringComparer.OrdinalIgnoreCase)))
        {
            reader.Refuse(section, "unknown, expected allow, headers, timeout, ca_file or proxy");
        }

        var options = new HttpRequestOptions
        {
            Allow = reader.ReadAllow(settings.GetSection("allow")),
            Headers = [.. reader.Entries(settings.GetSection("headers"), "objects with name and value").Select(entry => HeaderReader.Read(entry, reader.Refuse)).OfType<ConfiguredHeader>()],
            Timeout = reader.ReadTimeout(settings.GetSection("timeout")),
            Authorities = reader.ReadAuthorities(settings.GetSection("ca_file")),
            UsesProxy = reader.ReadProxy(settings.GetSection("proxy")),
        };
        return reader.problems.Count == 0 ? options : throw new InvalidDataException(string.Join("; ", reader.problems));
    }

    private List<AllowedHost> ReadAllow(IConfigurationSection allow)
    {
        var hosts = new List<AllowedHost>();
        foreach (var entry in Entries(allow, "hosts"))
        {
            if (AllowedHost.Parse(entry.Value ?? "") is { } host) hosts.Add(host);
            else Refuse(entry, "expected host or host:port, such as \"www.example.com\", \"10.0.0.1:8080\" or \"[::1]\"");
        }

        return hosts;
    }

    private TimeSpan ReadTimeout(IConfigurationSection timeout)
    {
        if (!timeout.Exists()) return new HttpRequestOptions().Timeout;
        if (double.TryParse(timeout.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0.1 and <= 86400) return TimeSpan.FromSeconds(seconds);
        Refuse(timeout, "expected seconds, 0.1 to 86400");
        return default;
    }

    private X509Certificate2Collection? ReadAuthorities(IConfigurationSection file)
    {
        if (!file.Exists()) return null;
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file.Value ?? "");
            if (authorities.Count > 0) return authorities;
            Refuse(file, $"there is no certificate in {file.Value}, expected a PEM file");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            Refuse(file, $"expected a PEM file of certificates: {exception.Message}");
        }

        return null;
    }

    private bool ReadProxy(IConfigurationSection proxy)
    {
        if (!proxy.Exists() || proxy.Value == "none") return false;
        if (proxy.Value != "environment") Refuse(proxy, "expected none or environment");
        return true;
    }

    private List<IConfigurationSection> Entries(IConfigurationSection list, string what)
    {
        var entries = list.GetChildren().ToList();
        if (string.IsNullOrEmpty(list.Value) && entries.All(entry => int.TryParse(entry.Key, out _))) return entries;
        Refuse(list, $"expected a list of {what}");
        return [];
    }

    private void Refuse(IConfigurationSection section, string problem)
    {
        var path = section.Path.Split(':').Aggregate(HttpRequestOptions.Path, (whole, key) => int.TryParse(key, out _) ? $"{whole}[{key}]" : $"{whole}.{key}");
        problems.Add($"{path}: {problem}");
    }
}
