using System.Runtime.Versioning;
using Microsoft.Extensions.Logging.Abstractions;
using ReWorkerHost.Broker;

namespace ReWorkerHost.Tests.Broker;

/// <summary>Starts of nodes without the private broker around them.</summary>
[SupportedOSPlatform("linux")]
internal static class NodeStarts
{
    /// <summary>The start of a folder's node.</summary>
    public static NodeStart Of(BrokerFolder folder, string server)
    {
        var mark = new NodeMark(folder);
        var ending = new NodeEnding(mark, TimeProvider.System, NullLogger.Instance);
        return new NodeStart(server, folder, mark, ending, TimeProvider.System, NullLogger.Instance);
    }
}
