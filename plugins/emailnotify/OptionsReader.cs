using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using MimeKit;

namespace ReWorkerHost.Plugins.EmailNotify;

/// <summary>Reads and checks the plugin's settings; says everything that is wrong with them at once, and never the password.</summary>
internal sealed class OptionsReader
{
    private const string Known = "smtp_host, smtp_port, smtp_from, smtp_user, smtp_password, smtp_tls, ca_file, timeout, attempts or retry_after";
    private static readonly string[] Keys = Known.Split([", ", " or "], StringSplitOptions.None);
    private static readonly EmailOptions Defaults = new() { Host = "", Port = 25, From = new MailboxAddress("", "") };
    private readonly List<string> problems = [];

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidDataException">Some of them can't work; the text names each by its key.</exception>
    public static EmailOptions Read(IConfiguration settings)
    {
        var reader = new OptionsReader();
        foreach (var section in settings.GetChildren().Where(section => !Keys.Contains(section.Key, StringComparer.OrdinalIgnoreCase)))
        {
            reader.Refuse(section, $"unknown, expected {Known}");
        }

        var tls = reader.ReadTls(settings.GetSection("smtp_tls"));
        var options = new EmailOptions
        {
            Host = reader.ReadHost(settings.GetSection("smtp_host")),
            Port = (int)reader.ReadNumber(settings.GetSection("smtp_port"), "a port", 1, 65535, tls == TlsMode.Tls ? 465 : Defaults.Port, isWhole: true),
            From = reader.ReadFrom(settings.GetSection("smtp_from")),
            User = settings["smtp_user"],
            Password = settings["smtp_password"],
            Tls = tls,
            Authorities = reader.ReadAuthorities(settings.GetSection("ca_file")),
            Timeout = TimeSpan.FromSeconds(reader.ReadNumber(settings.GetSection("timeout"), "seconds", 0.1, 3600, Defaults.Timeout.TotalSeconds)),
            Attempts = (int)reader.ReadNumber(settings.GetSection("attempts"), "a whole number", 1, 10, Defaults.Attempts, isWhole: true),
            RetryAfter = TimeSpan.FromSeconds(reader.ReadNumber(settings.GetSection("retry_after"), "seconds", 0.1, 3600, Defaults.RetryAfter.TotalSeconds)),
        };
        reader.CheckUser(settings.GetSection("smtp_user"), settings.GetSection("smtp_password"), tls);
        return reader.problems.Count == 0 ? options : throw new InvalidDataException(string.Join("; ", reader.problems));
    }

    private string ReadHost(IConfigurationSection host)
    {
        if (string.IsNullOrEmpty(host.Value)) Refuse(host, "it is missing, expected the mail server's name or address");
        else if (Uri.CheckHostName(host.Value) == UriHostNameType.Unknown) Refuse(host, "expected a name or an address, without a port");
        return host.Value ?? "";
    }

    private MailboxAddress ReadFrom(IConfigurationSection from)
    {
        if (MailboxAddress.TryParse(from.Value, out var address) && Recipient.IsAddress(address.Address)) return address;
        Refuse(from, $"{(from.Exists() ? "" : "it is missing, ")}expected an address, such as noreply@example.com or \"Releases <noreply@example.com>\"");
        return Defaults.From;
    }

    private TlsMode ReadTls(IConfigurationSection tls)
    {
        if (!tls.Exists()) return Defaults.Tls;
        if (tls.Value?.All(char.IsAsciiLetter) == true && Enum.TryParse<TlsMode>(tls.Value, ignoreCase: true, out var mode)) return mode;
        Refuse(tls, "expected none, starttls or tls");
        return Defaults.Tls;
    }

    private void CheckUser(IConfigurationSection user, IConfigurationSection password, TlsMode tls)
    {
        if (string.IsNullOrEmpty(user.Value) != string.IsNullOrEmpty(password.Value)) Refuse(user.Exists() ? password : user, "expected both smtp_user and smtp_password, or neither");
        else if (user.Exists() && tls == TlsMode.None) Refuse(password, "it would be sent in the clear: set smtp_tls to starttls or tls");
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

    private void Refuse(IConfigurationSection section, string problem) => problems.Add($"{EmailOptions.Path}.{section.Path.Replace(':', '.')}: {problem}");
}
