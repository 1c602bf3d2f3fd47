namespace ReWorkerHost.Broker;

/// <summary>A process of a private node.</summary>
/// <param name="Id">Its process id.</param>
/// <param name="Name">Its command, such as <c>beam.smp</c>.</param>
internal sealed record MarkedProcess(int Id, string Name)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Id})";
}
