namespace ReWorkerHost.Cli;

/// <summary>Something that a look at a playbook found.</summary>
/// <param name="Line">The line, from 1, or <see langword="null"/> for the file as a whole.</param>
/// <param name="Text">What is wrong, where, and how to mend it.</param>
/// <param name="IsWarning">The release would run, but hardly as it is meant.</param>
internal sealed record CheckFinding(int? Line, string Text, bool IsWarning = false);
