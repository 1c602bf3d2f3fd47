namespace ReWorkerHost.Operations;

/// <summary>Keeps a second host out of a state folder: two would delete each other's shadow copies.</summary>
internal sealed class StateLock : IDisposable
{
    private readonly FileStream file;

    private StateLock(FileStream file) => this.file = file;

    /// <summary>Takes the folder, which is made if it is missing.</summary>
    /// <exception cref="IOException">Another host has it; the message says what to do.</exception>
    public static StateLock Take(string stateFolder)
    {
        Directory.CreateDirectory(stateFolder);
        var path = Path.Combine(stateFolder, "host.lock");
        try
        {
            return new StateLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception)
        {
            throw new IOException($"The state folder {stateFolder} is in use by another host: stop that one, or give this one a folder of its own with --state.", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
