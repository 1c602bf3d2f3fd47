using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.HttpRequest;

/// <summary>Servers with a certificate.</summary>
public sealed class HttpRequestTlsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly X509Certificate2 certificate = Certificate();

    public void Dispose()
    {
        certificate.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_certificate_that_the_settings_trust_is_taken()
    {
        await using var server = await WebServer.StartAsync(context => context.Response.WriteAsync("safe"), certificate);
        await using var worker = await Asking.LoadAsync(null, ("ca_file", folder.Write("ca.pem", certificate.ExportCertificatePem())));

        Assert.StartsWith("https:", server.Address, StringComparison.Ordinal);
        Assert.Equal("""{"code":200,"body":"safe"}""", (await worker.AskAsync("Get", server.Address)).Completed());
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_refused()
    {
        await using var server = await WebServer.StartAsync(context => context.Response.WriteAsync("safe"), certificate);
        await using var worker = await Asking.LoadAsync();
        using var other = Certificate();
        await using var trusting = await Asking.LoadAsync(null, ("ca_file", folder.Write("other.pem", other.ExportCertificatePem())));

        Assert.Contains("certificate is invalid", await worker.FailureAsync("Get", server.Address), StringComparison.Ordinal);
        Assert.Contains("certificate is invalid", await trusting.FailureAsync("Get", server.Address), StringComparison.Ordinal);
        Assert.Empty(server.Seen);
    }

    [Fact]
    public async Task A_certificate_of_another_host_is_refused()
    {
        await using var server = await WebServer.StartAsync(context => context.Response.WriteAsync("safe"), certificate);
        await using var worker = await Asking.LoadAsync(null, ("ca_file", folder.Write("ca.pem", certificate.ExportCertificatePem())));

        Assert.Contains("RemoteCertificateNameMismatch", await worker.FailureAsync("Get", $"https://localhost:{server.Port}/"), StringComparison.Ordinal);
        Assert.Empty(server.Seen);
    }

    [Fact]
    public async Task Nothing_that_was_safe_is_asked_without_safety()
    {
        await using var plain = await WebServer.StartAsync(200);
        await using var server = await WebServer.StartAsync(
            context =>
            {
                context.Response.Redirect(plain.Address);
                return Task.CompletedTask;
            },
            certificate);
        await using var worker = await Asking.LoadAsync(null, ("ca_file", folder.Write("ca.pem", certificate.ExportCertificatePem())));

        Assert.EndsWith("was redirected from https to http, which is not followed", await worker.FailureAsync("Get", server.Address), StringComparison.Ordinal);
        Assert.Empty(plain.Seen);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
