using System.Text;

namespace ReWorkerHost.Plugins.Remote;

/// <summary>How a script ended.</summary>
/// <param name="ExitCode">The exit code of the shell, or 255 of the OpenSSH client for a failure of its own.</param>
/// <param name="HasBegun">Whether the script itself had begun.</param>
/// <param name="HasEnded">Whether it had come to its end.</param>
/// <param name="Mark">The script's mark.</param>
/// <param name="Output">What it wrote for the worker.</param>
/// <param name="Lines">What it, and the programs that it ran, wrote for people.</param>
internal sealed record ScriptResult(int ExitCode, bool HasBegun, bool HasEnded, string Mark, byte[] Output, IReadOnlyList<string> Lines)
{
    private const int SshFailed = 255;
    private const int MostLines = 20;
    private const int LongestLine = 1000;

    /// <summary>Takes apart what came through the two pipes.</summary>
    public static ScriptResult Read(int exitCode, string mark, byte[] output, byte[] errors)
    {
        var begin = Encoding.ASCII.GetBytes($"{mark} begin\n");
        var end = Encoding.ASCII.GetBytes($"{mark} end\n");
        var start = output.AsSpan().IndexOf(begin); // what is before it, the user's shell wrote
        var own = start < 0 ? [] : output.AsSpan(start + begin.Length);
        var hasEnded = start >= 0 && own.EndsWith(end);
        return new ScriptResult(exitCode, start >= 0, hasEnded, mark, own[..(hasEnded ? own.Length - end.Length : own.Length)].ToArray(), Split(errors));
    }

    /// <summary>Why it failed, or <see langword="null"/> where it did not.</summary>
    public string? Failure(Target target)
    {
        if (ExitCode == 0 && HasEnded) return null;
        var isOfSsh = ExitCode == SshFailed && !target.IsLocal;
        var lines = isOfSsh ? Lines.Select(line => line.Trim('@', ' ')).Where(line => line.Length > 0) : Lines; // it draws frames of them
        var said = string.Join("; ", lines.DefaultIfEmpty($"it ended with exit code {ExitCode} and said nothing"));
        if (HasBegun) return isOfSsh ? $"the connection was lost, and what had begun may be done or not: {said}" : said;
        return isOfSsh
            ? $"it can't be reached by ssh: {said}: see that ssh opens it for the daemon's user without a question, and that its key is among the known hosts"
            : $"the script was not run: {said}: see that the user's shell there runs sh, and prints nothing else but that";
    }

    private static List<string> Split(byte[] errors) =>
    [
        .. Encoding.UTF8.GetString(errors).Split('\n').Select(line => line.TrimEnd('\r', ' ')).Where(line => line.Length > 0)
            .Select(line => line.Length <= LongestLine ? line : $"{line[..LongestLine]}...").TakeLast(MostLines),
    ];
}
