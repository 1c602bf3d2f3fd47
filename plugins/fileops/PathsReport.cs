using ReWorkerHost.Plugins.Remote;

namespace ReWorkerHost.Plugins.Fileops;

/// <summary>What became of a step on one host.</summary>
/// <param name="Paths">The paths with which it was done.</param>
public sealed record PathsReport(IReadOnlyList<string> Paths) : HostReport;
