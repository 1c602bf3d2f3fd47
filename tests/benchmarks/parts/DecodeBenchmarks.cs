using BenchmarkDotNet.Attributes;

namespace ReWorkerHost.Benchmarks;

/// <summary>From a message's bytes to a job.</summary>
[MemoryDiagnoser]
public class DecodeBenchmarks
{
    private readonly byte[] typical = JobBody.Of();
    private readonly byte[] large = JobBody.Of(padding: 100_000);

    /// <summary>A job of half a kilobyte.</summary>
    [Benchmark(Description = "decode a typical job")]
    public object Typical() => Requests.Read(typical);

    /// <summary>A job of 100 KB.</summary>
    [Benchmark(Description = "decode a job of 100 KB")]
    public object Large() => Requests.Read(large);
}
