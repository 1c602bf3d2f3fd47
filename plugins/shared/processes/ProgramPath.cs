namespace ReWorkerHost.Plugins.Processes;

/// <summary>Finds programs as <c>execvp</c> does, except that relative folders on the PATH are passed over.</summary>
internal static class ProgramPath
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The absolute path of a program by its bare name, or <see langword="null"/> where it is in no folder of the PATH.</summary>
    public static string? Find(string name, string? path) =>
        (path ?? "").Split(Path.PathSeparator).Where(Path.IsPathRooted).Select(folder => Path.Combine(folder, name)).FirstOrDefault(IsProgram);

    /// <summary>Whether a path is that of a file that somebody may execute.</summary>
    public static bool IsProgram(string path) =>
        File.Exists(path) && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Executable) != 0;
}
