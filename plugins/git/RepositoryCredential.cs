namespace ReWorkerHost.Plugins.Git;

/// <summary>Who to be towards some repositories over http and https.</summary>
/// <param name="Repositories">The repositories.</param>
/// <param name="User">The user.</param>
/// <param name="Password">The password, a secret.</param>
public sealed record RepositoryCredential(RepositoryPattern Repositories, string User, string Password)
{
    /// <summary>The user alone.</summary>
    public override string ToString() => User;
}
