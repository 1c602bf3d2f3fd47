using Microsoft.Extensions.Configuration;
using ReWorkerHost.Plugins.Settings;

namespace ReWorkerHost.Plugins.IrcNotify;

/// <summary>Reads and checks the plugin's settings; says everything that is wrong with them at once, and never the password.</summary>
internal static class OptionsReader
{
    private static readonly IrcOptions Defaults = new() { Server = "", Port = 6667, Nick = "" };

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidDataException">Some of them can't work; the text names each by its key.</exception>
    public static IrcOptions Read(IConfiguration settings)
    {
        var reader = new SettingsReader(IrcOptions.Path);
        reader.Expect(settings, "server", "port", "ssl", "ca_file", "password", "channels", "nick", "timeout", "interval", "max_lines", "keepalive");
        var ssl = reader.Flag(settings.GetSection("ssl"));
        var options = new IrcOptions
        {
            Server = reader.Required(settings.GetSection("server"), "the IRC server's name or address, without a port", server => Uri.CheckHostName(server) != UriHostNameType.Unknown),
            Port = reader.Number(settings.GetSection("port"), "a port", 1, 65535) ?? (ssl ? 6697 : Defaults.Port),
            Ssl = ssl,
            Authorities = Authorities.Read(reader, settings.GetSection("ca_file")),
            Password = reader.Text(settings.GetSection("password"), "a password without control characters"),
            Channels = reader.Texts(settings.GetSection("channels"), "a channel, such as #releases", TargetName.IsChannel),
            Nick = reader.Required(
                settings.GetSection("nick"), "a nickname of at most 30 letters, digits and -[]\\`_^{|}, without a digit or - at its beginning", nick => TargetName.IsNick(nick) && nick.Length <= 30),
            Timeout = reader.Seconds(settings.GetSection("timeout"), Defaults.Timeout, most: 3600),
            Interval = reader.Seconds(settings.GetSection("interval"), Defaults.Interval, least: 0, most: 60),
            MaxLines = reader.Number(settings.GetSection("max_lines"), "a whole number", 1, 1000) ?? Defaults.MaxLines,
            Keepalive = reader.Seconds(settings.GetSection("keepalive"), Defaults.Keepalive, most: 3600),
        };
        reader.Conclude();
        return options;
    }
}
