using Microsoft.Extensions.Configuration;

namespace ReWorkerHost.Configuration;

/// <summary>TLS to the broker: section <c>RabbitMQ:Tls</c>. The broker's certificate is always verified.</summary>
/// <param name="ServerName">The name its certificate must have. Default: the host's.</param>
/// <param name="CaFile">Certificates (PEM) to trust in place of the system's.</param>
/// <param name="CertificateFile">The client's certificate (PEM).</param>
/// <param name="KeyFile">The client's key (PEM). Default: it is in <paramref name="CertificateFile"/>.</param>
/// <param name="KeyPassword">The key's password. Never printed.</param>
internal sealed record TlsSettings(
    string? ServerName = null, string? CaFile = null, string? CertificateFile = null, string? KeyFile = null, string? KeyPassword = null)
{
    /// <summary>The record's text shows no password.</summary>
    public override string ToString() => $"TLS ({ServerName ?? "the host's name"})";

    /// <summary>Reads the section; it alone switches TLS on too.</summary>
    public static TlsSettings? Read(IConfigurationSection section, bool ssl, List<string> errors)
    {
        if (!ssl && !section.GetChildren().Any()) return null;
        var tls = new SectionReader(section, [nameof(ServerName), nameof(CaFile), nameof(CertificateFile), nameof(KeyFile), nameof(KeyPassword)], errors);
        foreach (var key in new[] { nameof(CaFile), nameof(CertificateFile), nameof(KeyFile) })
        {
            if (tls.Text(key) is { } file && !File.Exists(file)) errors.Add($"{section.Path}:{key}: there is no file {file}");
        }

        if (tls.Text(nameof(CertificateFile)) is null && (tls.Text(nameof(KeyFile)) ?? tls.Text(nameof(KeyPassword))) is not null)
        {
            errors.Add($"{section.Path}:{nameof(CertificateFile)}: it is missing, and a key is given");
        }

        return new TlsSettings(tls.Text(nameof(ServerName)), tls.Text(nameof(CaFile)), tls.Text(nameof(CertificateFile)), tls.Text(nameof(KeyFile)), tls.Text(nameof(KeyPassword)));
    }
}
