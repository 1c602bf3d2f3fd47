using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ReWorkerHost.Tests.Fixtures;

/// <summary>A certificate for a server on loopback, and its key, as files in a folder.</summary>
internal sealed class ServerCertificate
{
    /// <summary>Makes one for 127.0.0.1 that signs itself.</summary>
    public ServerCertificate(TemporaryFolder folder, string name = "server")
    {
        using var key = RSA.Create(2048); // which every server's library can read
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File = folder.Write($"{name}.pem", certificate.ExportCertificatePem());
        KeyFile = folder.Write($"{name}.key", key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>The certificate's file.</summary>
    public string File { get; }

    /// <summary>The key's file.</summary>
    public string KeyFile { get; }
}
