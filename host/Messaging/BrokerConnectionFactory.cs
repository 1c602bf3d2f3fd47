using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using RabbitMQ.Client;
using ReWorkerHost.Configuration;

namespace ReWorkerHost.Messaging;

/// <summary>Makes the client's connection factory from the settings.</summary>
internal static class BrokerConnectionFactory
{
    /// <summary>A factory whose connections do not recover by themselves: this stage does that.</summary>
    /// <param name="settings">The broker's settings, with a host.</param>
    /// <param name="name">The connection's name as the broker shows it.</param>
    /// <exception cref="ConfigurationException">A certificate can't be read.</exception>
    public static ConnectionFactory Create(BrokerSettings settings, string name)
    {
        var factory = new ConnectionFactory
        {
            HostName = settings.Host ?? throw new InvalidOperationException("No broker is configured."),
            Port = settings.Port,
            VirtualHost = settings.VirtualHost,
            UserName = settings.User,
            Password = settings.Password,
            ClientProvidedName = name,
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedHeartbeat = TimeSpan.FromSeconds(20),
            RequestedConnectionTimeout = TimeSpan.FromSeconds(15),
        };
        var nodes = settings.OtherNodes.List.Prepend(new(settings.Host, settings.Port))
            .Select(node => new AmqpTcpEndpoint(node.Key, node.Value, settings.Tls is { } tls ? Options(tls, node.Key) : new SslOption())).ToList();
        factory.EndpointResolverFactory = _ => new DefaultEndpointResolver(nodes); // which takes them in a random order
        return factory;
    }

    private static SslOption Options(TlsSettings tls, string host)
    {
        var options = new SslOption { Enabled = true, ServerName = tls.ServerName ?? host };
        try
        {
            if (tls.CertificateFile is { } file) options.Certs = [ReadCertificate(file, tls)];
            if (tls.CaFile is { } authorities)
            {
                var trusted = new X509Certificate2Collection();
                trusted.ImportFromPemFile(authorities);
                options.CertificateValidationCallback = (_, certificate, sent, errors) => IsTrusted(certificate, sent, errors, trusted);
            }
        }
        catch (Exception exception) when (exception is System.Security.Cryptography.CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException("RabbitMQ:Tls", [$"a certificate or its key can't be read: {exception.Message}"]);
        }

        return options;
    }

    private static X509Certificate2 ReadCertificate(string file, TlsSettings tls) => tls.KeyPassword is { } password
        ? X509Certificate2.CreateFromEncryptedPemFile(file, password, tls.KeyFile)
        : X509Certificate2.CreateFromPemFile(file, tls.KeyFile);

    /// <summary>The configured authorities stand in for the system's; the name must fit as ever.</summary>
    private static bool IsTrusted(X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors, X509Certificate2Collection trusted)
    {
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
        if (sent is not null) chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(X509CertificateLoader.LoadCertificate(certificate.GetRawCertData()));
    }
}
