namespace ReWorkerHost.Plugins.Command;

/// <summary>How a command ended; the reply's <c>data</c>.</summary>
/// <param name="ExitCode">The program's exit code; 128 and the signal's number where a signal ended it.</param>
/// <param name="Lines">The last lines of its output and its errors, in the order in which they came.</param>
public sealed record CommandReport(int ExitCode, IReadOnlyList<string> Lines);
