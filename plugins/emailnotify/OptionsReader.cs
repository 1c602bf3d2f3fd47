using Microsoft.Extensions.Configuration;
using MimeKit;
using ReWorkerHost.Plugins.Settings;

namespace ReWorkerHost.Plugins.EmailNotify;

/// <summary>Reads and checks the plugin's settings; says everything that is wrong with them at once, and never the password.</summary>
internal static class OptionsReader
{
    private static readonly EmailOptions Defaults = new() { Host = "", Port = 25, From = new MailboxAddress("", "") };

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidDataException">Some of them can't work; the text names each by its key.</exception>
    public static EmailOptions Read(IConfiguration settings)
    {
        var reader = new SettingsReader(EmailOptions.Path);
        reader.Expect(settings, "smtp_host", "smtp_port", "smtp_from", "smtp_user", "smtp_password", "smtp_tls", "ca_file", "timeout", "attempts", "retry_after");
        var tls = Enum.TryParse<TlsMode>(reader.Choice(settings.GetSection("smtp_tls"), "none", "starttls", "tls"), ignoreCase: true, out var mode) ? mode : Defaults.Tls;
        var options = new EmailOptions
        {
            Host = reader.Required(settings.GetSection("smtp_host"), "the mail server's name or address, without a port", host => Uri.CheckHostName(host) != UriHostNameType.Unknown),
            Port = reader.Number(settings.GetSection("smtp_port"), "a port", 1, 65535) ?? (tls == TlsMode.Tls ? 465 : Defaults.Port),
            From = ReadFrom(settings.GetSection("smtp_from"), reader),
            User = settings["smtp_user"],
            Password = settings["smtp_password"],
            Tls = tls,
            Authorities = Authorities.Read(reader, settings.GetSection("ca_file")),
            Timeout = reader.Seconds(settings.GetSection("timeout"), Defaults.Timeout, most: 3600),
            Attempts = reader.Number(settings.GetSection("attempts"), "a whole number", 1, 10) ?? Defaults.Attempts,
            RetryAfter = reader.Seconds(settings.GetSection("retry_after"), Defaults.RetryAfter, most: 3600),
        };
        CheckUser(settings.GetSection("smtp_user"), settings.GetSection("smtp_password"), tls, reader);
        reader.Conclude();
        return options;
    }

    private static MailboxAddress ReadFrom(IConfigurationSection from, SettingsReader reader)
    {
        var text = reader.Required(from, "an address, such as noreply@example.com or \"Releases <noreply@example.com>\"", text => Parse(text) is not null);
        return Parse(text) ?? Defaults.From;
    }

    private static MailboxAddress? Parse(string text) => MailboxAddress.TryParse(text, out var address) && Recipient.IsAddress(address.Address) ? address : null;

    private static void CheckUser(IConfigurationSection user, IConfigurationSection password, TlsMode tls, SettingsReader reader)
    {
        if (string.IsNullOrEmpty(user.Value) != string.IsNullOrEmpty(password.Value)) reader.Refuse(user.Exists() ? password : user, "expected both smtp_user and smtp_password, or neither");
        else if (user.Exists() && tls == TlsMode.None) reader.Refuse(password, "it would be sent in the clear: set smtp_tls to starttls or tls");
    }
}
