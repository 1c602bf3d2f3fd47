using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using ReWorkerHost.Plugins.Settings;

namespace ReWorkerHost.Plugins.Docker;

/// <summary>Reads a server of the settings: its address alone, or an object.</summary>
internal sealed class ServerReader(SettingsReader reader)
{
    /// <summary>Reads a server; <see langword="null"/> where something is wrong with it.</summary>
    public DockerServer? Read(IConfigurationSection entry)
    {
        if (!string.IsNullOrEmpty(entry.Value)) return ReadAddress(entry) is { } alone ? new DockerServer(NameOf(alone), alone, null, null) : null;
        reader.Expect(entry, "name", "address", "ca_file", "cert_file", "key_file");
        var address = ReadAddress(entry.GetSection("address"));
        var name = reader.Text(entry.GetSection("name"), "a name");
        var authorities = Authorities.Read(reader, entry.GetSection("ca_file"));
        var certificate = ReadCertificate(entry.GetSection("cert_file"), entry.GetSection("key_file"));
        if (address is null) return null;
        if (address.Scheme != Uri.UriSchemeHttps && (authorities is not null || certificate is not null)) reader.Refuse(entry.GetSection("address"), "certificates are for https:// alone");
        return new DockerServer(name ?? NameOf(address), address, authorities, certificate);
    }

    private static string NameOf(Uri address) => address.Scheme == "unix" ? address.OriginalString : address.Authority;

    private Uri? ReadAddress(IConfigurationSection section)
    {
        if (Uri.TryCreate(section.Value, UriKind.Absolute, out var address) && address.UserInfo.Length == 0)
        {
            if (address.Scheme == "unix" && address.Host.Length == 0 && address.AbsolutePath.Length > 1) return address;
            if (address.Scheme is "http" or "https" && address.PathAndQuery == "/") return address;
        }

        reader.Refuse(section, "expected unix:///path, http://host:port or https://host:port");
        return null;
    }

    private X509Certificate2? ReadCertificate(IConfigurationSection certificate, IConfigurationSection key)
    {
        if (certificate.Exists() != key.Exists()) reader.Refuse(certificate.Exists() ? key : certificate, "it is missing: cert_file and key_file belong together");
        var (certificateFile, keyFile) = (reader.File(certificate, "a PEM file of a certificate"), reader.File(key, "a PEM file of its key"));
        if (certificateFile is null || keyFile is null) return null;
        try
        {
            return X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            reader.Refuse(certificate, $"expected PEM files of a certificate and of its key without a password: {exception.Message}");
            return null;
        }
    }
}
