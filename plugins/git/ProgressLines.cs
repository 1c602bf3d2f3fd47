using System.Text.RegularExpressions;

namespace ReWorkerHost.Plugins.Git;

/// <summary>Lets of git's progress through what a reader can follow: of each counter one line a second, and its last.</summary>
internal sealed partial class ProgressLines
{
    private const long Interval = 1000;
    private long? before;

    /// <summary>Whether a line is worth to be told.</summary>
    public bool IsWorthTelling(string line)
    {
        if (!Counting().IsMatch(line)) return line.Length > 0;
        if (before is { } earlier && Environment.TickCount64 - earlier < Interval) return false;
        before = Environment.TickCount64;
        return true;
    }

    [GeneratedRegex(@"\A(?:remote: )?[A-Z][a-z ]+: +[0-9]+%(?!.*, done)")]
    private static partial Regex Counting();
}
