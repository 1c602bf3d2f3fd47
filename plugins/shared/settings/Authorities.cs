using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;

namespace ReWorkerHost.Plugins.Settings;

/// <summary>The certificates that a plugin trusts in place of the system's.</summary>
internal static class Authorities
{
    /// <summary>Reads them from the PEM file that a setting names; <see langword="null"/> where it names none.</summary>
    public static X509Certificate2Collection? Read(SettingsReader reader, IConfigurationSection file)
    {
        if (reader.File(file, "a PEM file of certificates") is not { } path) return null;
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(path);
            if (authorities.Count > 0) return authorities;
            reader.Refuse(file, $"there is no certificate in {path}, expected a PEM file");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            reader.Refuse(file, $"expected a PEM file of certificates: {exception.Message}");
        }

        return null;
    }

    /// <summary>Has a server's certificate verified by them alone; <see langword="null"/>, which means the system's, where there are none.</summary>
    public static X509ChainPolicy? Policy(X509Certificate2Collection? authorities)
    {
        if (authorities is null) return null;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
