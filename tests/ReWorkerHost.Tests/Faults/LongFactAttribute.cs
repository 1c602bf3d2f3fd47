namespace ReWorkerHost.Tests.Faults;

/// <summary>A test that waits for minutes, and so runs only where <c>REWORKER_FAULT_LONG</c> is 1.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("REWORKER_FAULT_LONG") != "1") Skip = "it waits for minutes: set REWORKER_FAULT_LONG=1";
    }
}
