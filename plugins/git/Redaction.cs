using System.Text;

namespace ReWorkerHost.Plugins.Git;

/// <summary>Who a repository is told that one is, kept out of every text that others may read.</summary>
internal sealed class Redaction
{
    private const string Redacted = "[redacted]";
    private readonly List<string> secrets = [];

    /// <summary>Finds the user and the password for a repository: its address's own, or those of the settings.</summary>
    public Redaction(GitOptions options, RepositoryAddress repository)
    {
        if (!repository.Url.StartsWith("http", StringComparison.Ordinal)) return;
        if (repository.UserInfo is { } written)
        {
            var plain = Uri.UnescapeDataString(written);
            Add(plain.Contains(':') ? plain : $"{plain}:", written);
        }
        else if (options.Credentials.FirstOrDefault(credential => credential.Repositories.Matches(repository)) is { } configured)
        {
            Add($"{configured.User}:{configured.Password}");
        }
    }

    /// <summary>The header that says it, or <see langword="null"/> for none.</summary>
    public string? Header { get; private set; }

    /// <summary>A text without the secrets.</summary>
    public string Clean(string text) => secrets.Aggregate(text, (cleaned, secret) => cleaned.Replace(secret, Redacted, StringComparison.Ordinal));

    private void Add(string userAndPassword, params string[] others)
    {
        var credential = Convert.ToBase64String(Encoding.UTF8.GetBytes(userAndPassword));
        Header = $"Authorization: Basic {credential}";
        var password = userAndPassword.Split(':', 2)[1];
        // A token is often given as the user, without a password.
        string[] all = [userAndPassword, credential, .. others, password.Length > 0 ? password : userAndPassword.TrimEnd(':'), Uri.EscapeDataString(password)];
        secrets.AddRange(all.Where(secret => secret.Length > 0).Distinct().OrderByDescending(secret => secret.Length));
    }
}
