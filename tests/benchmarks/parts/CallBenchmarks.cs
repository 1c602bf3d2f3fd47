using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ReWorkerHost.Execution;

namespace ReWorkerHost.Benchmarks;

/// <summary>A step, from the request to its outcome: the worker is made, the parameters are bound, the subcommand is called, its result is written.</summary>
[MemoryDiagnoser]
public class CallBenchmarks
{
    private readonly SilentSink sink = new();
    private ServiceProvider services = null!;
    private InProcessWorker deploy = null!;
    private InProcessWorker raw = null!;
    private StepRequest request = null!;

    /// <summary>Makes the workers, and makes sure that they work.</summary>
    [GlobalSetup]
    public async Task MakeAsync()
    {
        services = PluginServices.Build(typeof(CallBenchmarks).Assembly, settings: null, NullLoggerFactory.Instance, adjust: null, CancellationToken.None);
        deploy = new InProcessWorker(typeof(DeployWorker), services, NullLoggerFactory.Instance);
        raw = new InProcessWorker(typeof(RawWorker), services, NullLoggerFactory.Instance);
        request = Requests.Read(JobBody.Of()).ToRequest("job", "release");
        foreach (var worker in (InProcessWorker[])[deploy, raw])
        {
            var outcome = await worker.ExecuteAsync(request, sink, CancellationToken.None);
            if (outcome.Kind != StepOutcomeKind.Completed) throw new InvalidOperationException(outcome.Text);
        }
    }

    /// <summary>A method with a class of parameters and a result.</summary>
    [Benchmark(Description = "call a subcommand with 7 parameters")]
    public Task Subcommand() => deploy.ExecuteAsync(request, sink, CancellationToken.None);

    /// <summary>A worker that reads the JSON itself.</summary>
    [Benchmark(Description = "call a worker that takes raw steps")]
    public Task Raw() => raw.ExecuteAsync(request, sink, CancellationToken.None);

    /// <summary>Disposes what the workers are made from.</summary>
    [GlobalCleanup]
    public void End() => services.Dispose();
}
