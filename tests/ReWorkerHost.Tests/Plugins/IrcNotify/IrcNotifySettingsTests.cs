using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.IrcNotify;

public sealed class IrcNotifySettingsTests
{
    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once_and_not_the_password()
    {
        using var folder = new TemporaryFolder();
        var error = await RefusalAsync(new
        {
            server = "a:6667",
            port = 65536,
            ssl = "perhaps",
            ca_file = folder.Write("empty.pem", ""),
            password = "geheim\r\n",
            channels = new[] { "#fine", "releases", "#a b", "#a,b" },
            nick = "9lives",
            timeout = 0,
            interval = 61,
            max_lines = 0,
            keepalive = "x",
            smtp_host = "x",
        });

        Assert.All(
            new[]
            {
                "server: expected the IRC server's name", "port: expected a port, 1 to 65535", "ssl: expected true or false", "ca_file: there is no certificate", "password: expected a password without",
                "channels[1]: expected a channel", "channels[2]: expected", "channels[3]: expected", "nick: expected a nickname", "timeout: expected seconds, 0.1 to 3600",
                "interval: expected seconds, 0 to 60", "max_lines: expected a whole number, 1 to 1000", "keepalive: expected seconds", "smtp_host: unknown, expected server, ",
            },
            problem => Assert.Contains($"plugins.ircnotify.settings.{problem}", error, StringComparison.Ordinal));
        Assert.DoesNotContain("geheim", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        var error = await RefusalAsync(new { channels = "#a" });

        Assert.Contains("server: it is missing", error, StringComparison.Ordinal);
        Assert.Contains("nick: it is missing", error, StringComparison.Ordinal);
        Assert.Contains("channels: expected a list, each entry a channel", error, StringComparison.Ordinal);
    }

    private static async Task<string> RefusalAsync(object settings) =>
        (await Assert.ThrowsAsync<PluginLoadException>(() => PluginUnderTest.LoadAsync("ircnotify", settings))).Message;
}
