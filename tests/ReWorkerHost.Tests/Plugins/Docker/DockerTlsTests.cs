using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.Docker;

/// <summary>Servers on a socket, and servers that want a certificate.</summary>
public sealed class DockerTlsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly X509Certificate2 server = Certificate("server");
    private readonly X509Certificate2 client = Certificate("client");

    public void Dispose()
    {
        server.Dispose();
        client.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_server_on_a_socket_is_spoken_with()
    {
        await using var engine = await DockerEngine.StartAsync(folder["docker.sock"]);
        engine.State.Add("app", "running");
        var name = $"unix://{folder["docker.sock"]}";
        await using var worker = await PluginUnderTest.LoadAsync("docker", new { servers = new[] { name } });

        var outcome = await StopAsync(worker, name);

        Assert.Equal($$"""{"server":"{{name}}","container":"app","changed":true}""", outcome.Completed());
    }

    [Fact]
    public async Task A_server_that_wants_a_certificate_gets_it()
    {
        await using var engine = await DockerEngine.StartAsync(server, client);
        engine.State.Add("app", "running");
        await using var worker = await LoadAsync(engine, client);

        Assert.Equal("""{"server":"build","container":"app","changed":true}""", (await StopAsync(worker, "build")).Completed());
    }

    [Fact]
    public async Task A_server_that_nobody_trusts_is_told_nothing_and_one_that_does_not_trust_the_worker_does_nothing()
    {
        await using var engine = await DockerEngine.StartAsync(server, client);
        using var other = Certificate("other");
        await using var stranger = await LoadAsync(engine, other);
        await using var trusting = await PluginUnderTest.LoadAsync("docker", new { servers = new[] { new { name = "build", address = $"https://{engine.Authority}" } } });

        Assert.Equal(StepOutcomeKind.Failed, (await StopAsync(stranger, "build")).Kind);
        var outcome = await StopAsync(trusting, "build");

        Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
        Assert.Contains("certificate is invalid", outcome.Text, StringComparison.Ordinal);
        Assert.Empty(engine.Asked);
    }

    private static Task<StepOutcome> StopAsync(PluginUnderTest worker, string name) => worker.RunAsync("StopContainer", $"\"server_name\": \"{name}\", \"container_name\": \"app\"");

    private Task<PluginUnderTest> LoadAsync(DockerEngine engine, X509Certificate2 shown) => PluginUnderTest.LoadAsync("docker", new
    {
        servers = new[]
        {
            new
            {
                name = "build",
                address = $"https://{engine.Authority}",
                ca_file = folder.Write("ca.pem", server.ExportCertificatePem()),
                cert_file = folder.Write("cert.pem", shown.ExportCertificatePem()),
                key_file = folder.Write("key.pem", shown.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()),
            },
        },
    });

    private static X509Certificate2 Certificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
