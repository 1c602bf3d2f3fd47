namespace ReWorkerHost.Tests.Fixtures;

/// <summary>A test of what only root may do; it is skipped for everybody else.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (!Environment.IsPrivilegedProcess) Skip = "only root may do that: run the tests as root";
    }
}
