using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;

namespace ReWorkerHost.Plugins.IrcNotify;

/// <summary>Reads and checks the plugin's settings; says everything that is wrong with them at once, and never the password.</summary>
internal sealed class OptionsReader
{
    private const string Known = "server, port, ssl, ca_file, password, channels, nick, timeout, interval, max_lines or keepalive";
    private static readonly string[] Keys = Known.Split([", ", " or "], StringSplitOptions.None);
    private static readonly IrcOptions Defaults = new() { Server = "", Port = 6667, Nick = "" };
    private readonly List<string> problems = [];

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidDataException">Some of them can't work; the text names each by its key.</exception>
    public static IrcOptions Read(IConfiguration settings)
    {
        var reader = new OptionsReader();
        foreach (var section in settings.GetChildren().Where(section => !Keys.Contains(section.Key, StringComparer.OrdinalIgnoreCase)))
        {
            reader.Refuse(section, $"unknown, expected {Known}");
        }

        var ssl = reader.ReadSwitch(settings.GetSection("ssl"));
        var options = new IrcOptions
        {
            Server = reader.ReadServer(settings.GetSection("server")),
            Port = (int)reader.ReadNumber(settings.GetSection("port"), "a port", 1, 65535, ssl ? 6697 : Defaults.Port, isWhole: true),
            Ssl = ssl,
            Authorities = reader.ReadAuthorities(settings.GetSection("ca_file")),
            Password = reader.ReadPassword(settings.GetSection("password")),
            Channels = reader.ReadChannels(settings.GetSection("channels")),
            Nick = reader.ReadNick(settings.GetSection("nick")),
            Timeout = TimeSpan.FromSeconds(reader.ReadNumber(settings.GetSection("timeout"), "seconds", 0.1, 3600, Defaults.Timeout.TotalSeconds)),
            Interval = TimeSpan.FromSeconds(reader.ReadNumber(settings.GetSection("interval"), "seconds", 0, 60, Defaults.Interval.TotalSeconds)),
            MaxLines = (int)reader.ReadNumber(settings.GetSection("max_lines"), "a whole number", 1, 1000, Defaults.MaxLines, isWhole: true),
            Keepalive = TimeSpan.FromSeconds(reader.ReadNumber(settings.GetSection("keepalive"), "seconds", 0.1, 3600, Defaults.Keepalive.TotalSeconds)),
        };
        return reader.problems.Count == 0 ? options : throw new InvalidDataException(string.Join("; ", reader.problems));
    }

    private string ReadServer(IConfigurationSection server)
    {
        if (string.IsNullOrEmpty(server.Value)) Refuse(server, "it is missing, expected the IRC server's name or address");
        else if (Uri.CheckHostName(server.Value) == UriHostNameType.Unknown) Refuse(server, "expected a name or an address, without a port");
        return server.Value ?? "";
    }

    private string ReadNick(IConfigurationSection nick)
    {
        if (string.IsNullOrEmpty(nick.Value)) Refuse(nick, "it is missing, expected a nickname");
        else if (!TargetName.IsNick(nick.Value) || nick.Value.Length > 30) Refuse(nick, "expected a nickname of at most 30 letters, digits and -[]\\`_^{|}, without a digit or - at its beginning");
        return nick.Value ?? "";
    }

    private string? ReadPassword(IConfigurationSection password)
    {
        if (!password.Exists()) return null;
        if (string.IsNullOrEmpty(password.Value) || password.Value.Any(char.IsControl)) Refuse(password, "expected a password without control characters");
        return password.Value;
    }

    private List<string> ReadChannels(IConfigurationSection list)
    {
        var entries = list.GetChildren().ToList();
        if (!string.IsNullOrEmpty(list.Value) || entries.Any(entry => !int.TryParse(entry.Key, out _)))
        {
            Refuse(list, "expected a list of channels");
            return [];
        }

        foreach (var entry in entries.Where(entry => !TargetName.IsChannel(entry.Value ?? ""))) Refuse(entry, "expected a channel, such as #releases");
        return [.. entries.Select(entry => entry.Value ?? "")];
    }

    private bool ReadSwitch(IConfigurationSection value)
    {
        if (!value.Exists()) return false;
        if (bool.TryParse(value.Value, out var isOn)) return isOn;
        Refuse(value, "expected true or false");
        return false;
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

    private double ReadNumber(IConfigurationSection number, string what, double least, double most, double otherwise, bool isWhole = false)
    {
        if (!number.Exists()) return otherwise;
        var style = isWhole ? NumberStyles.None : NumberStyles.Float;
        if (double.TryParse(number.Value, style, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        Refuse(number, FormattableString.Invariant($"expected {what}, {least} to {most}"));
        return otherwise;
    }

    private void Refuse(IConfigurationSection section, string problem)
    {
        var path = section.Path.Split(':').Aggregate(IrcOptions.Path, (whole, key) => int.TryParse(key, out _) ? $"{whole}[{key}]" : $"{whole}.{key}");
        problems.Add($"{path}: {problem}");
    }
}
