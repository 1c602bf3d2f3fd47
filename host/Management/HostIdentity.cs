namespace ReWorkerHost.Management;

/// <summary>What a host is called by those who operate it.</summary>
/// <param name="Name">Its name: <c>Host:Name</c>, by default that of the machine.</param>
/// <param name="Id">Its id among hosts, new at each start.</param>
/// <param name="StartedAt">When it was started.</param>
internal sealed record HostIdentity(string Name, string Id, DateTimeOffset StartedAt)
{
    /// <summary>It has that name, whatever its case, or that id.</summary>
    public bool IsCalled(string name) => string.Equals(name, Name, StringComparison.OrdinalIgnoreCase) || name == Id;
}
