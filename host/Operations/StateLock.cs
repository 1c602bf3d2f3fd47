namespace ReWorkerHost.Operations;

/// <summary>Keeps a second host out of a state folder: two would delete each other's shadow copies.</summary>
internal sealed class StateLock : IDisposable
{
    private readonly FileStream file;

    private StateLock(FileStream file) => this.file = file;

    /// <summary>Takes the folder, which is made if it is missing.</summary>
    /// <exception cref="StateFolderException">It can't be written to, or another host has it.</exception>
    public static StateLock Take(string stateFolder)
    {
        try
        {
            Directory.CreateDirectory(stateFolder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StateFolderException($"The state folder {stateFolder} can't be made: {exception.Message} Name another one with --state.", exception);
        }

        try
        {
            return new StateLock(new FileStream(Path.Combine(stateFolder, "host.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new StateFolderException($"The state folder {stateFolder} can't be written to: {exception.Message} Name another one with --state.", exception);
        }
        catch (IOException exception)
        {
            throw new StateFolderException($"The state folder {stateFolder} is in use by another host: stop that one, or give this one a folder of its own with --state. ({exception.Message})", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
