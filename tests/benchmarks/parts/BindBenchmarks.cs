using BenchmarkDotNet.Attributes;
using ReWorkerHost.Binding;
using ReWorkerHost.Execution;

namespace ReWorkerHost.Benchmarks;

/// <summary>From a job to the object that a subcommand takes: every key is converted and checked.</summary>
[MemoryDiagnoser]
public class BindBenchmarks
{
    private readonly ParametersModel model = ParametersModel.For(typeof(DeployParameters));
    private Job job = null!;
    private Job wrong = null!;

    /// <summary>Reads the jobs, and makes sure that they are what they should be.</summary>
    [GlobalSetup]
    public void Read()
    {
        job = Requests.Read(JobBody.Of());
        wrong = job with { Parameters = System.Text.Json.JsonElement.Parse("""{ "package": "X", "retries": 99, "timeout": "soon", "mode": "sideways" }""") };
        if (model.Bind(job.Parameters, job.Dynamic).Errors is { Count: > 0 } errors) throw new InvalidOperationException(string.Join("; ", errors));
        if (model.Bind(wrong.Parameters, wrong.Dynamic).Errors.Count == 0) throw new InvalidOperationException("Nothing was found wrong.");
    }

    /// <summary>All parameters are good.</summary>
    [Benchmark(Description = "bind and validate 7 parameters")]
    public object? Good() => model.Bind(job.Parameters, job.Dynamic).Value;

    /// <summary>Most parameters are wrong, and each is told.</summary>
    [Benchmark(Description = "find what is wrong with them")]
    public object Wrong() => model.Bind(wrong.Parameters, wrong.Dynamic).Errors;
}
