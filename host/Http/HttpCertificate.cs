using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ReWorkerHost.Configuration;

namespace ReWorkerHost.Http;

/// <summary>The certificate for TLS, with the chain that its file holds.</summary>
internal sealed record HttpCertificate(X509Certificate2? Certificate, X509Certificate2Collection Chain)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="ConfigurationException">It can't be read.</exception>
    public static HttpCertificate Read(HttpSettings settings)
    {
        var chain = new X509Certificate2Collection();
        if (!settings.Enabled || settings.CertificateFile is not { } file) return new HttpCertificate(null, chain);
        try
        {
            chain.ImportFromPemFile(file);
            return new HttpCertificate(X509Certificate2.CreateFromPemFile(file, settings.KeyFile), chain);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException("Http:CertificateFile", [$"the certificate or its key can't be read: {exception.Message}"]);
        }
    }
}
