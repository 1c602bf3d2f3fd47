using BenchmarkDotNet.Attributes;
using ReWorkerHost.Binding;
using ReWorkerHost.Execution;

namespace ReWorkerHost.Benchmarks;

/// <summary>The bodies of replies.</summary>
[MemoryDiagnoser]
public class ReplyBenchmarks
{
    private readonly DeployResult result = new("megafrobber", 1);
    private readonly byte[] data = ResultWriter.Write(new DeployResult("megafrobber", 1))!;

    /// <summary>The reply that a step has begun.</summary>
    [Benchmark(Description = "reply: started")]
    public byte[] Started() => ReplyBody.Started;

    /// <summary>The reply that a step is done, without data.</summary>
    [Benchmark(Description = "reply: completed")]
    public byte[] Completed() => ReplyBody.Completed(null);

    /// <summary>The same with data that are JSON already.</summary>
    [Benchmark(Description = "reply: completed with data")]
    public byte[] WithData() => ReplyBody.Completed(data);

    /// <summary>The same with the object that the worker has returned.</summary>
    [Benchmark(Description = "reply: completed with a result")]
    public byte[] WithResult() => ReplyBody.Completed(ResultWriter.Write(result));
}
