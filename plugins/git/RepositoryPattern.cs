using System.Text.RegularExpressions;

namespace ReWorkerHost.Plugins.Git;

/// <summary>
/// Some repositories: one by its whole address, several where a <c>*</c> stands for anything but a slash, or all below an address that
/// ends in a slash.
/// </summary>
public sealed class RepositoryPattern
{
    private readonly string text;
    private readonly Regex matcher;

    private RepositoryPattern(string text)
    {
        this.text = text;
        var inner = Regex.Escape(text).Replace("\\*", "[^/]*", StringComparison.Ordinal);
        matcher = new Regex(text.EndsWith('/') ? $@"\A{inner}" : $@"\A{inner}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="problem">Why it is none.</param>
    public static RepositoryPattern? Parse(string text, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sample = RepositoryAddress.Parse(text.Replace('*', 'x'), out problem);
        if (sample is null) return null;
        if (sample.UserInfo is null) return new RepositoryPattern(text);
        problem = "leave out user and password, which are no part of what is compared";
        return null;
    }

    /// <summary>Whether a repository is one of them.</summary>
    public bool Matches(RepositoryAddress repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        return matcher.IsMatch(repository.Url);
    }

    /// <inheritdoc/>
    public override string ToString() => text;
}
