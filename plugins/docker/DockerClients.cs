using System.Collections.Concurrent;
using System.Net.Http;
using System.Net.Sockets;
using Docker.DotNet;
using Docker.DotNet.NativeHttp;
using ReWorkerHost.Plugins.Settings;

namespace ReWorkerHost.Plugins.Docker;

/// <summary>The clients of the servers, which all steps share.</summary>
public sealed class DockerClients(DockerOptions options) : IDisposable
{
    private readonly ConcurrentDictionary<DockerServer, Lazy<DockerClient>> clients = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in clients.Values) client.Value.Dispose();
    }

    /// <summary>A server's client.</summary>
    internal IDockerClient For(DockerServer server) => clients.GetOrAdd(server, key => new Lazy<DockerClient>(() => Create(key))).Value;

    private DockerClient Create(DockerServer server)
    {
        var isSocket = server.Address.Scheme == "unix";
        var builder = new DockerClientBuilder<NativeHttpTransportOptions>(
            DockerHandlerFactory.Instance, new NativeHttpTransportOptions { ConfigureHandler = handler => Configure(handler, server) });
        builder.WithEndpoint(isSocket ? new Uri("http://localhost") : server.Address).WithTimeout(Timeout.InfiniteTimeSpan); // steps have limits of their own
        if (server.Address.Scheme == Uri.UriSchemeHttps) builder.WithAuthProvider(new Tls());
        if (options.ApiVersion is { } version) builder.WithApiVersion(version);
        return builder.Build();
    }

    private static void Configure(SocketsHttpHandler handler, DockerServer server)
    {
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        handler.UseProxy = false;
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2); // a server's new address is found
        handler.SslOptions.CertificateChainPolicy = Authorities.Policy(server.Authorities);
        if (server.Certificate is { } certificate) handler.SslOptions.ClientCertificates = [certificate];
        if (server.Address.Scheme == "unix") handler.ConnectCallback = (_, token) => ConnectAsync(server.Address.AbsolutePath, token);
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Uri.UnescapeDataString(path)), cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
