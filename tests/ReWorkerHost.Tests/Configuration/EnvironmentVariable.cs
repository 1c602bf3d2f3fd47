namespace ReWorkerHost.Tests.Configuration;

/// <summary>An environment variable that is set until it is disposed.</summary>
internal sealed class EnvironmentVariable : IDisposable
{
    private readonly string name;
    private readonly string? before;

    /// <summary>Sets it.</summary>
    public EnvironmentVariable(string name, string? value)
    {
        this.name = name;
        before = Environment.GetEnvironmentVariable(name);
        Environment.SetEnvironmentVariable(name, value);
    }

    /// <inheritdoc/>
    public void Dispose() => Environment.SetEnvironmentVariable(name, before);
}
