using ReWorkerHost.Messaging;
using ReWorkerHost.Steps;
using ReWorkerHost.Telemetry;
using ReWorkerHost.Tests.Configuration;

namespace ReWorkerHost.Tests.Telemetry;

/// <summary>Where nobody listens, nothing is allocated for each job; other tests may listen, so that these run by themselves.</summary>
[Collection(ProcessEnvironment.Name)]
public sealed class CostTests
{
    private const int Rounds = 1000;

    [Fact]
    public void Nothing_is_allocated_for_a_job_that_nobody_counts_or_traces()
    {
        var reply = new Reply("queue", "release", "job", [], IsTerminal: true);
        var delivery = new Delivery(new byte[10], "worker.noop", "release", "queue", null, false, null, "re");
        Run(reply, delivery);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var round = 0; round < Rounds; round++) Run(reply, delivery);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Rounds); // not a byte each
    }

    private static void Run(Reply reply, Delivery delivery)
    {
        Assert.Null(MessageProcessing.Begin("worker.noop", delivery));
        StepMeter.Decide("noop", "Noop", "completed", TimeSpan.FromSeconds(1));
        var publication = Publication.Of(reply);
        Assert.Null(TraceHeaders.Write(publication.Span, null));
        publication.End(null);
        ReplyMeter.End("noop", "confirmed");
        JournalMeter.Commit(3, 0);
    }
}
