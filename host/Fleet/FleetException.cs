namespace ReWorkerHost.Fleet;

/// <summary>Hosts that should have answered did not; the text says which, and what to do.</summary>
internal sealed class FleetException(string message) : Exception(message);
