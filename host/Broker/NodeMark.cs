using System.Globalization;
using System.Text;

namespace ReWorkerHost.Broker;

/// <summary>
/// The mark that the processes of one folder's node carry in their environment. It tells the node and its epmd, which makes itself
/// a daemon, from every other process of the machine, also after the host that started them is gone.
/// </summary>
/// <param name="folder">The node's folder.</param>
internal sealed class NodeMark(BrokerFolder folder)
{
    /// <summary>The name of the environment variable.</summary>
    public const string Variable = "REWORKER_PRIVATE_NODE";

    private readonly byte[] entry = Encoding.UTF8.GetBytes($"{Variable}={folder.Identity}:{folder.Path}");

    /// <summary>The variable's value. The path tells a copied folder's node, the identity one in another container, from this one's.</summary>
    public string Value { get; } = $"{folder.Identity}:{folder.Path}";

    /// <summary>All live processes that carry the mark.</summary>
    public IReadOnlyList<MarkedProcess> Find() =>
        [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Select(Marked).OfType<MarkedProcess>()];

    /// <summary>The process is still there, and still a marked one, be it under another name: a shell becomes the node.</summary>
    public bool Carries(MarkedProcess process) => Marked(process.Id.ToString(CultureInfo.InvariantCulture)) is not null;

    private MarkedProcess? Marked(string? name)
    {
        if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return null;
        try
        {
            // A zombie's environment is empty: it counts as gone.
            var environment = File.ReadAllBytes($"/proc/{id}/environ").AsSpan();
            foreach (var range in environment.Split((byte)0))
            {
                if (environment[range].SequenceEqual(entry)) return new MarkedProcess(id, File.ReadAllText($"/proc/{id}/comm").Trim());
            }

            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or belongs to another user and so is not ours.
            return null;
        }
    }
}
