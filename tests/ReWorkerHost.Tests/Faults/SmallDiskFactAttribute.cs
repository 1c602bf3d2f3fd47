namespace ReWorkerHost.Tests.Faults;

/// <summary>A test that mounts a small disk, which needs root.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        if (!SmallDisk.IsPossible) Skip = "it mounts a tmpfs, which this user may not";
    }
}
