namespace ReWorkerHost.Workers;

/// <summary>An order that can't be carried out; the text says why, and what to do.</summary>
internal sealed class ControlException(string message, bool isUnknown = false) : Exception(message)
{
    /// <summary>What it names is not there.</summary>
    public bool IsUnknown => isUnknown;
}
