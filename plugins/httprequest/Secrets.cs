using System.Text;

namespace ReWorkerHost.Plugins.HttpRequest;

/// <summary>What a request carries and nobody may read. A server may send it back, so that texts of others are looked through.</summary>
internal sealed class Secrets
{
    private const string Redacted = "[redacted]";
    private const int ShortestWord = 8;

    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    /// <summary>The length of the longest.</summary>
    public int Longest => known.Count == 0 ? 0 : known.Max(secret => secret.Length);

    /// <summary>Takes a header's value, and the credential in it alone (<c>Bearer xyz</c>).</summary>
    public void AddHeader(string value)
    {
        known.Add(value);
        if (value[(value.LastIndexOf(' ') + 1)..] is { Length: >= ShortestWord } credential) known.Add(credential);
    }

    /// <summary>Takes a URL's user and password; gives the credential for basic authentication, or <see langword="null"/> for none.</summary>
    public string? AddUserInfo(Uri url)
    {
        if (url.UserInfo.Length == 0) return null;
        var plain = Uri.UnescapeDataString(url.UserInfo);
        var credential = Convert.ToBase64String(Encoding.UTF8.GetBytes(plain.Contains(':') ? plain : $"{plain}:"));
        known.UnionWith([url.UserInfo, plain, credential]);
        if (plain.Split(':', 2) is [_, { Length: > 0 } password]) known.Add(password);
        return credential;
    }

    /// <summary>The first characters of a text, without the secrets that begin in them.</summary>
    /// <param name="text">The text. It should be longer by <see cref="Longest"/>, so that a secret at the end is known.</param>
    /// <param name="length">How many characters of it.</param>
    public string Redact(string text, int length = int.MaxValue)
    {
        var result = new StringBuilder();
        var end = Math.Min(length, text.Length);
        for (var index = 0; index < end;)
        {
            var rest = text.AsSpan(index);
            var found = 0;
            foreach (var secret in known)
            {
                if (secret.Length > found && rest.StartsWith(secret, StringComparison.Ordinal)) found = secret.Length;
            }

            if (found > 0) result.Append(Redacted);
            else result.Append(text[index]);
            index += Math.Max(found, 1);
        }

        return result.ToString();
    }
}
