using Microsoft.Extensions.Configuration;

namespace ReWorkerHost.Configuration;

/// <summary>The management API and the page: section <c>Http</c>.</summary>
/// <param name="Enabled">They are served. Default: true.</param>
/// <param name="Url">Where. Default: <c>http://127.0.0.1:8470</c>.</param>
/// <param name="Tokens">Who may use them; empty where anyone on this machine may.</param>
/// <param name="ReadOnly">They show and change nothing. Default: false.</param>
/// <param name="AllowedHosts">The names by which the host may be called, beside those of loopback.</param>
/// <param name="CertificateFile">The certificate for TLS (PEM).</param>
/// <param name="KeyFile">Its key (PEM). Default: it is in <paramref name="CertificateFile"/>.</param>
internal sealed record HttpSettings(
    bool Enabled,
    IReadOnlyList<HttpAddress> Url,
    IReadOnlyList<AccessToken> Tokens,
    bool ReadOnly,
    IReadOnlyList<string> AllowedHosts,
    string? CertificateFile,
    string? KeyFile)
{
    /// <summary>Where they are served unless something else is said.</summary>
    public const string DefaultUrl = "http://127.0.0.1:8470";

    private const string Section = "Http";

    private static readonly string[] Known = [nameof(Enabled), nameof(Url), "Token", "TokenFile", nameof(ReadOnly), nameof(AllowedHosts), nameof(CertificateFile), nameof(KeyFile)];

    /// <summary>Whoever uses them needs a token.</summary>
    public bool NeedsToken => Tokens.Count > 0;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="ConfigurationException">They can't be used; every error is named.</exception>
    public static HttpSettings Read(IConfiguration configuration)
    {
        var errors = new List<string>();
        var http = new SectionReader(configuration.GetSection(Section), Known, errors);
        var settings = new HttpSettings(
            http.Boolean(nameof(Enabled), true),
            HttpAddress.Read(http.Text(nameof(Url)) ?? DefaultUrl, $"{Section}:{nameof(Url)}", errors),
            AccessToken.Read(http.Text("Token"), http.Text("TokenFile"), Section, errors),
            http.Boolean(nameof(ReadOnly), false),
            (http.Text(nameof(AllowedHosts)) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            http.Text(nameof(CertificateFile)),
            http.Text(nameof(KeyFile)));
        settings.Check(errors);
        return errors.Count == 0 ? settings : throw new ConfigurationException("the settings of the management API", errors);
    }

    private void Check(List<string> errors)
    {
        if (Enabled && !NeedsToken && errors.Count == 0)
        {
            errors.AddRange(Url.Where(address => !address.IsLoopback).Select(address =>
                $"{Section}:{nameof(Url)}: {address} can be reached from other machines, and no token is set: set {Section}:Token or {Section}:TokenFile, or listen at 127.0.0.1"));
        }

        if (CertificateFile is null && Url.Any(address => address.IsTls)) errors.Add($"{Section}:{nameof(CertificateFile)}: it is missing, and {Section}:{nameof(Url)} asks for https");
        if (CertificateFile is null && KeyFile is not null) errors.Add($"{Section}:{nameof(CertificateFile)}: it is missing, and a key is given");
        if (CertificateFile is not null && !Url.Any(address => address.IsTls)) errors.Add($"{Section}:{nameof(CertificateFile)}: it is given, and {Section}:{nameof(Url)} has no https:// address");
        foreach (var (key, file) in new[] { (nameof(CertificateFile), CertificateFile), (nameof(KeyFile), KeyFile) })
        {
            if (file is not null && !File.Exists(file)) errors.Add($"{Section}:{key}: there is no file {file}");
        }

        errors.AddRange(AllowedHosts.Where(host => Uri.CheckHostName(host) == UriHostNameType.Unknown).Select(host => $"{Section}:{nameof(AllowedHosts)}: \"{host}\" is no host name: expected names without a port, separated by commas"));
    }
}
