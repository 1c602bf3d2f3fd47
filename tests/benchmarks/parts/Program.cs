using BenchmarkDotNet.Running;
using ReWorkerHost.Benchmarks;

// Usage: ReWorkerHost.Benchmarks [--filter '*Journal*'] [--job dry] and whatever else BenchmarkDotNet understands.
BenchmarkSwitcher.FromAssembly(typeof(JournalBenchmarks).Assembly).Run(args);
