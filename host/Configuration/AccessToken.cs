using System.Security.Cryptography;
using System.Text;

namespace ReWorkerHost.Configuration;

/// <summary>A token that lets its holder use the management API. Only its hash is kept.</summary>
/// <param name="Name">What the audit log calls its holder.</param>
/// <param name="Hash">The SHA-256 of the token.</param>
internal sealed record AccessToken(string Name, byte[] Hash)
{
    private const int LeastLength = 16;
    private const int MostLength = 256;

    /// <summary>The hash of a token.</summary>
    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>It is this token. The time that this takes tells nothing of it.</summary>
    public bool Is(byte[] hash) => CryptographicOperations.FixedTimeEquals(Hash, hash);

    /// <summary>Reads tokens from a setting and a file. The errors do not repeat them.</summary>
    /// <param name="given">Tokens, separated by commas, each as <c>token</c> or <c>name:token</c>.</param>
    /// <param name="file">A file of such tokens, one a line; empty lines and those that begin with <c>#</c> are none.</param>
    /// <param name="section">The path of the section that they are from.</param>
    /// <param name="errors">Where errors go.</param>
    public static IReadOnlyList<AccessToken> Read(string? given, string? file, string section, List<string> errors)
    {
        var tokens = Split(given ?? "", ',').Select((text, index) => Parse(text, $"{section}:Token: token {index + 1}", errors)).ToList();
        if (file is not null) tokens.AddRange(Lines(file, section, errors).Select((text, index) => Parse(text, $"{section}:TokenFile: token {index + 1} of {file}", errors)));
        if (file is not null && tokens.Count == 0 && errors.Count == 0) errors.Add($"{section}:TokenFile: there is no token in {file}");
        foreach (var same in tokens.OfType<AccessToken>().GroupBy(token => token.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            errors.Add($"{section}:Token: {same.Count()} tokens are named \"{same.Key}\": write each as name:token, with a name of its own");
        }

        return [.. tokens.OfType<AccessToken>()];
    }

    private static IEnumerable<string> Lines(string file, string section, List<string> errors)
    {
        try
        {
            return Split(File.ReadAllText(file), '\n').Where(line => !line.StartsWith('#'));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.Add($"{section}:TokenFile: {file} can't be read: {exception.Message}");
            return [];
        }
    }

    private static AccessToken? Parse(string text, string what, List<string> errors)
    {
        var parts = text.Split(':', 2);
        var (name, token) = parts.Length == 2 ? (parts[0], parts[1]) : ("token", text);
        var isGood = true;
        if (name.Length is 0 or > 64 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' or '@'))
        {
            errors.Add($"{what}: its name must be 1 to 64 letters, digits or any of . - _ @");
            isGood = false;
        }

        if (token.Length is < LeastLength or > MostLength || !token.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' or '~' or '+' or '/' or '='))
        {
            errors.Add($"{what}: it must be {LeastLength} to {MostLength} letters, digits or any of . - _ ~ + / =: make one with openssl rand -hex 32");
            isGood = false;
        }

        return isGood ? new AccessToken(name, HashOf(token)) : null;
    }

    private static string[] Split(string text, char by) => text.Split(by, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
