using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.EmailNotify;

/// <summary>Servers with a certificate and passwords.</summary>
public sealed class EmailNotifyTlsTests(MailServerNode server) : IClassFixture<MailServerNode>
{
    [Theory]
    [InlineData("starttls")]
    [InlineData("tls")]
    public async Task A_user_sends_over_an_encrypted_connection(string tls)
    {
        await using var plugin = await LoadAsync(tls, ("ca_file", server.CertificateFile), ("smtp_user", "re"), ("smtp_password", "geheim"));

        await plugin.SendAsync($"by {tls}", "text", "carol@example.com");

        Assert.Contains("with esmtpsa", (await server.MailAsync("carol", $"by {tls}")).ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("starttls")]
    [InlineData("tls")]
    public async Task A_certificate_that_nobody_trusts_is_refused_at_once(string tls)
    {
        using var folder = new TemporaryFolder();
        await using var plugin = await LoadAsync(tls, ("retry_after", 3600));
        await using var trusting = await LoadAsync(tls, ("retry_after", 3600), ("ca_file", new ServerCertificate(folder).File));

        Assert.Contains("alice@example.com: no safe connection: the server's certificate is not trusted", await plugin.FailAsync("untrusted", "alice@example.com"), StringComparison.Ordinal);
        Assert.Contains("alice@example.com: no safe connection: the server's certificate is not trusted", await trusting.FailAsync("untrusted", "alice@example.com"), StringComparison.Ordinal);
        Assert.Empty(server.Mails("alice", "untrusted"));
    }

    [Fact]
    public async Task A_certificate_of_another_server_is_refused()
    {
        await using var plugin = await LoadAsync("tls", ("ca_file", server.CertificateFile), ("smtp_host", "localhost"));

        Assert.Contains("no safe connection", await plugin.FailAsync("another", "alice@example.com"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_said_at_once_and_never_shown()
    {
        await using var plugin = await LoadAsync("tls", ("ca_file", server.CertificateFile), ("smtp_user", "re"), ("smtp_password", "wrong-geheim"), ("retry_after", 3600));

        var failure = await plugin.FailAsync("wrong", "alice@example.com");

        Assert.Contains("the server does not take smtp_user and smtp_password: 535", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", failure, StringComparison.Ordinal);
    }

    private Task<PluginUnderTest> LoadAsync(string tls, params (string, object)[] settings) =>
        Mailing.LoadAsync(tls == "tls" ? server.TlsPort : server.Port, [("smtp_tls", tls), .. settings]);
}
