namespace ReWorkerHost.Tests.Configuration;

/// <summary>Another working folder until it is disposed.</summary>
internal sealed class WorkingFolder : IDisposable
{
    private readonly string before = Environment.CurrentDirectory;

    /// <summary>Changes to it.</summary>
    public WorkingFolder(string path) => Environment.CurrentDirectory = path;

    /// <inheritdoc/>
    public void Dispose() => Environment.CurrentDirectory = before;
}
