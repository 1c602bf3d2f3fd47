namespace ReWorkerHost.Plugins.Docker;

/// <summary>Who to be towards a registry.</summary>
/// <param name="Registry">The registry, such as <c>registry.example.com:5000</c>; <c>docker.io</c> for Docker Hub.</param>
/// <param name="User">The user.</param>
/// <param name="Password">The password or token, a secret.</param>
public sealed record RegistryCredential(string Registry, string User, string Password)
{
    /// <summary>The registry alone.</summary>
    public override string ToString() => Registry;
}
