using Microsoft.Extensions.Configuration;
using ReWorkerHost.Plugins.Settings;

namespace ReWorkerHost.Plugins.HttpRequest;

/// <summary>Reads a header of the settings.</summary>
internal static class HeaderReader
{
    private static readonly string[] NotOurs = ["Host", "Connection", "Transfer-Encoding", "Upgrade", "Expect", "Trailer", "TE"];

    /// <summary>Reads a header; <see langword="null"/> where something is wrong with it.</summary>
    public static ConfiguredHeader? Read(IConfigurationSection entry, SettingsReader reader)
    {
        reader.Expect(entry, "name", "value", "host");
        var (name, value, host) = (entry.GetSection("name"), entry.GetSection("value"), entry.GetSection("host"));
        if (!IsName(name.Value)) reader.Refuse(name, "expected a header's name");
        else if (NotOurs.Contains(name.Value, StringComparer.OrdinalIgnoreCase) || name.Value!.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
        {
            reader.Refuse(name, $"{name.Value} can't be set here: it belongs to the request itself");
        }

        if (string.IsNullOrEmpty(value.Value) || value.Value.Any(character => character is < ' ' or > '~')) reader.Refuse(value, "expected a header's value, of printable characters of ASCII");
        var allowed = host.Value is null ? null : AllowedHost.Parse(host.Value);
        if (host.Exists() && allowed is null) reader.Refuse(host, "expected host or host:port");
        return name.Value is null || value.Value is null ? null : new ConfiguredHeader(name.Value, value.Value, allowed);
    }

    private static bool IsName(string? name) =>
        !string.IsNullOrEmpty(name) && name.All(character => char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character));
}
