namespace ReWorkerHost.Plugins.Git;

/// <summary>The rules for names of branches, those of <c>git check-ref-format --branch</c>, and a little stricter ones for commits.</summary>
internal static class RefName
{
    private const string NotInNames = " ~^:?*[\\";

    /// <summary>Why a text is no branch's name, or <see langword="null"/> where it is one.</summary>
    public static string? BranchProblem(string name)
    {
        if (name.Length == 0) return "it is empty, expected a branch's name";
        if (name.StartsWith('-')) return "a branch's name can't begin with -";
        if (name is "@" or "HEAD") return $"\"{name}\" is no branch's name";
        if (name.Any(character => char.IsControl(character) || NotInNames.Contains(character))) return "a branch's name can't hold spaces, control characters, ~, ^, :, ?, *, [ or \\";
        if (name.Contains("..", StringComparison.Ordinal) || name.Contains("@{", StringComparison.Ordinal)) return "a branch's name can't hold .. or @{";
        if (name.EndsWith('.')) return "a branch's name can't end with .";
        return name.Split('/').Any(part => part.Length == 0 || part.StartsWith('.') || part.EndsWith(".lock", StringComparison.Ordinal))
            ? "no part of a branch's name can be empty, begin with . or end with .lock"
            : null;
    }

    /// <summary>Why a text names no commit, or <see langword="null"/> where it is a hexadecimal id or a name of a branch or a tag.</summary>
    public static string? CommitProblem(string name) =>
        BranchProblem(name) is { } problem ? $"expected a commit's id, or a branch's or a tag's name: {problem}" : null;
}
