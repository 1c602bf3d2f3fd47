using System.Net.Http;
using Docker.DotNet.Handler.Abstractions;

namespace ReWorkerHost.Plugins.Docker;

/// <summary>Tells the client that a server speaks TLS: it would turn https into http. Certificates are the handler's own matter.</summary>
internal sealed class Tls : IAuthProvider
{
    /// <inheritdoc/>
    public bool TlsEnabled => true;

    /// <inheritdoc/>
    public HttpMessageHandler ConfigureHandler(HttpMessageHandler handler) => handler;
}
