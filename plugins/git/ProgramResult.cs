namespace ReWorkerHost.Plugins.Git;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output, where it was to be kept; else empty.</param>
/// <param name="LastLines">The last lines that it told.</param>
internal sealed record ProgramResult(int ExitCode, string Output, IReadOnlyList<string> LastLines);
