namespace ReWorkerHost.Plugins.Docker;

/// <summary>The rules for folders of a server.</summary>
internal static class HostFolder
{
    /// <summary>Why a text is no such folder, or <see langword="null"/> where it is one.</summary>
    public static string? ProblemOf(string folder)
    {
        if (!folder.StartsWith('/')) return "expected an absolute path";
        if (folder.Any(character => char.IsControl(character) || character == ':')) return "a path can't hold colons and control characters";
        return folder.Split('/').Any(part => part is "." or "..") ? "a path can't hold . or .. here" : null;
    }

    /// <summary>Whether a folder is another one, or is in it.</summary>
    public static bool IsWithin(string folder, string outer) =>
        outer == "/" || folder.TrimEnd('/') == outer || folder.StartsWith($"{outer}/", StringComparison.Ordinal);
}
