using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.EmailNotify;

public sealed class EmailNotifySettingsTests
{
    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once_and_not_the_password()
    {
        using var folder = new TemporaryFolder();
        var error = await RefusalAsync(new
        {
            smtp_host = "a:25",
            smtp_port = 0,
            smtp_from = "nobody",
            smtp_user = "re",
            smtp_password = "geheim",
            smtp_tls = "0",
            ca_file = folder.Write("empty.pem", ""),
            timeout = 0,
            attempts = 11,
            retry_after = "x",
            port = 25,
        });

        Assert.All(
            new[]
            {
                "smtp_host: expected the mail server's name", "smtp_port: expected a port, 1 to 65535", "smtp_from: expected an address", "smtp_password: it would be sent in the clear", "smtp_tls: expected none, starttls or tls",
                "ca_file: there is no certificate", "timeout: expected seconds, 0.1 to 3600", "attempts: expected a whole number, 1 to 10", "retry_after: expected seconds", "port: unknown, expected smtp_host, ",
            },
            problem => Assert.Contains($"plugins.emailnotify.settings.{problem}", error, StringComparison.Ordinal));
        Assert.DoesNotContain("geheim", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        var error = await RefusalAsync(new { smtp_user = "re", smtp_tls = "tls" });

        Assert.Contains("smtp_host: it is missing", error, StringComparison.Ordinal);
        Assert.Contains("smtp_from: it is missing", error, StringComparison.Ordinal);
        Assert.Contains("smtp_password: expected both smtp_user and smtp_password, or neither", error, StringComparison.Ordinal);
    }

    private static async Task<string> RefusalAsync(object settings) =>
        (await Assert.ThrowsAsync<PluginLoadException>(() => PluginUnderTest.LoadAsync("emailnotify", settings))).Message;
}
