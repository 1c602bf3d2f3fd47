namespace ReWorkerHost.Plugins.Command;

/// <summary>
/// The program that puts another into a session of its own and becomes it. So a command is out of reach of the terminal's
/// Ctrl-C, which is meant for the host, and whatever it starts can be told by its session.
/// </summary>
/// <param name="Path">The absolute path of <c>setsid</c>.</param>
public sealed record SessionLauncher(string Path);
