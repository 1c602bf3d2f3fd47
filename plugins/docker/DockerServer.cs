using System.Security.Cryptography.X509Certificates;

namespace ReWorkerHost.Plugins.Docker;

/// <summary>A server that may be used.</summary>
/// <param name="Name">What steps call it.</param>
/// <param name="Address">Where it is: <c>unix</c>, <c>http</c> or <c>https</c>.</param>
/// <param name="Authorities">The certificates to trust in place of the system's, or <see langword="null"/>.</param>
/// <param name="Certificate">The certificate to show it, or <see langword="null"/>.</param>
public sealed record DockerServer(string Name, Uri Address, X509Certificate2Collection? Authorities, X509Certificate2? Certificate);
