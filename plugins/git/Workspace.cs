using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Plugins.Git;

/// <summary>One step's folder: the work tree, and an empty home. It is gone when it is disposed.</summary>
internal sealed class Workspace : IDisposable
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly FileStream sign;
    private readonly string folder;
    private readonly ILogger logger;

    /// <summary>Makes one.</summary>
    /// <param name="sign">The file that says, as long as it is open, that the folder is in use.</param>
    /// <param name="folder">The folder, which is not there yet.</param>
    /// <param name="logger">Told where it can't be removed.</param>
    public Workspace(FileStream sign, string folder, ILogger logger)
    {
        this.sign = sign;
        this.folder = folder;
        this.logger = logger;
        CreateOwn(folder);
        CreateOwn(Home);
    }

    /// <summary>The work tree. It is not there before it was cloned.</summary>
    public string Tree => Path.Combine(folder, "tree");

    /// <summary>An empty home.</summary>
    public string Home => Path.Combine(folder, "home");

    /// <summary>Removes a folder with all that is in it.</summary>
    public static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (UnauthorizedAccessException)
        {
            // A script may have left folders that nobody may write to.
            Open(new DirectoryInfo(folder));
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Makes a folder that is the daemon's user's alone.</summary>
    public static void CreateOwn(string folder)
    {
        if (!OperatingSystem.IsWindows()) Directory.CreateDirectory(folder, Own);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Remove(folder);
            File.Delete(sign.Name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning(exception, "The workspace {Folder} could not be removed; it is tried again when the plugin is next loaded", folder);
        }

        sign.Dispose();
    }

    private static void Open(DirectoryInfo directory)
    {
        if (OperatingSystem.IsWindows() || directory.LinkTarget is not null) return;
        File.SetUnixFileMode(directory.FullName, Own);
        foreach (var inner in directory.EnumerateDirectories()) Open(inner);
    }
}
