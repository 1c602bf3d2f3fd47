using Xunit.Abstractions;

namespace ReWorkerHost.Tests.Faults;

/// <summary>The figures of the fault tests: in their output, and in the file that <c>REWORKER_FAULT_REPORT</c> names.</summary>
internal static class FaultReport
{
    public static void Write(ITestOutputHelper output, object figures)
    {
        output.WriteLine(figures.ToString());
        if (Environment.GetEnvironmentVariable("REWORKER_FAULT_REPORT") is { Length: > 0 } file) File.AppendAllText(file, $"{figures}\n");
    }
}
