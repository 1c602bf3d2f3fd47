using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Plugins.Git;

/// <summary>
/// The folder in which steps have theirs. Beside each is a file that its owner keeps locked, so that what a killed daemon has left can be
/// told from what another one uses.
/// </summary>
public sealed class Workspaces
{
    private const string Beginning = "reworkerhost-git-";
    private const string Ending = ".lock";
    private readonly string folder;

    /// <summary>Removes what was left behind.</summary>
    public Workspaces(GitOptions options, ILogger<Workspaces> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(logger);
        folder = options.WorkspaceFolder;
        if (!Directory.Exists(folder)) return;
        foreach (var sign in Directory.EnumerateFiles(folder, $"{Beginning}*{Ending}")) RemoveLeftOver(sign, logger);
    }

    /// <summary>Makes a workspace.</summary>
    /// <exception cref="IOException">There can be none.</exception>
    /// <exception cref="UnauthorizedAccessException">There may be none.</exception>
    internal Workspace Create(ILogger logger)
    {
        if (!Directory.Exists(folder)) Workspace.CreateOwn(folder);
        var path = Path.Combine(folder, $"{Beginning}{Guid.NewGuid():N}");
        var sign = new FileStream(path + Ending, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        try
        {
            return new Workspace(sign, path, logger);
        }
        catch
        {
            sign.Dispose();
            throw;
        }
    }

    private static void RemoveLeftOver(string sign, ILogger logger)
    {
        var left = sign[..^Ending.Length];
        try
        {
            if (new FileInfo(sign).LinkTarget is not null || new DirectoryInfo(left).LinkTarget is not null) return; // none of ours
            using var locked = new FileStream(sign, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            if (Directory.Exists(left)) Workspace.Remove(left);
            File.Delete(sign);
            logger.LogInformation("Removed {Folder}, which was left behind", left);
        }
        catch (FileNotFoundException)
        {
            // It has just ended.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.LogDebug("Left {Folder} alone, which is in use or another's: {Reason}", left, exception.Message);
        }
    }
}
