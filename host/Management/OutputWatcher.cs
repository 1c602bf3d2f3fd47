using System.Threading.Channels;

namespace ReWorkerHost.Management;

/// <summary>One who watches the output of a release. What comes while 1000 lines wait for it is dropped, the oldest first, and counted.</summary>
internal sealed class OutputWatcher
{
    private const int Waiting = 1000;
    private readonly Channel<ReleaseLine> lines;
    private long dropped;

    /// <summary>Nothing has come yet.</summary>
    public OutputWatcher(string correlationId)
    {
        CorrelationId = correlationId;
        lines = Channel.CreateBounded<ReleaseLine>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, _ => Interlocked.Increment(ref dropped));
    }

    /// <summary>The release.</summary>
    public string CorrelationId { get; }

    /// <summary>The lines that have come.</summary>
    public ChannelReader<ReleaseLine> Lines => lines.Reader;

    /// <summary>How many lines were dropped since this was asked last.</summary>
    public long TakeDropped() => Interlocked.Exchange(ref dropped, 0);

    /// <summary>A line has come.</summary>
    public void Add(ReleaseLine line) => lines.Writer.TryWrite(line);
}
