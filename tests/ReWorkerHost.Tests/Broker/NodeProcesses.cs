using System.Globalization;
using ReWorkerHost.Broker;

namespace ReWorkerHost.Tests.Broker;

/// <summary>Finds a node's processes by its epmd and its home, independently of the host's own way.</summary>
internal static class NodeProcesses
{
    /// <summary>All processes of the node in a folder.</summary>
    public static IReadOnlyList<MarkedProcess> Of(string folder) =>
        [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Select(name => Read(name, $"HOME={folder}/home")).OfType<MarkedProcess>()];

    private static MarkedProcess? Read(string? name, string variable)
    {
        if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return null;
        try
        {
            var mine = File.ReadAllText($"/proc/{id}/environ").Split('\0').Contains(variable);
            return mine ? new MarkedProcess(id, File.ReadAllText($"/proc/{id}/comm").Trim()) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It ended while it was read, or is another user's.
            return null;
        }
    }
}
