namespace ReWorkerHost.Plugins.Output;

/// <summary>Moves a file that has become too large out of the way: <c>.log</c> to <c>.log.1</c>, that to <c>.log.2</c>, and so on.</summary>
internal sealed class LogRotation(OutputOptions options)
{
    /// <summary>No release's file is named so: those have another ending.</summary>
    private const string LockName = "+rotation.lock";

    /// <summary>Whether a file of this length is to be rotated before so many bytes are added.</summary>
    public bool IsDue(long length, long added) => options.MaxBytes is { } most && length > 0 && length + added > most;

    /// <summary>
    /// Rotates a file, where it is still due. Another version of this plugin, or another host, may write to the same folder: while one
    /// of them rotates, the others don't, and write on.
    /// </summary>
    public void Rotate(string path, long added)
    {
        using var turn = NativeFile.OpenForAppending(Path.Combine(options.OutputDir, LockName));
        if (!NativeFile.TryLock(turn)) return;
        var file = new FileInfo(path);
        if (!file.Exists || !IsDue(file.Length, added)) return;
        for (var number = options.Keep - 1; number > 0; number--)
        {
            if (File.Exists($"{path}.{number}")) File.Move($"{path}.{number}", $"{path}.{number + 1}", overwrite: true);
        }

        if (options.Keep > 0) File.Move(path, $"{path}.1", overwrite: true);
        else File.Delete(path);
    }
}
