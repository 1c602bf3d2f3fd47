namespace ReWorkerHost.Plugins.Fileops;

/// <summary>A line that matches.</summary>
/// <param name="Path">The file that it is in.</param>
/// <param name="Line">Its number; the first is 1.</param>
/// <param name="Text">Its text, at most 500 characters of it.</param>
public sealed record Match(string Path, int Line, string Text);
