namespace ReWorkerHost.Tests.Operations;

/// <summary>A test that installs the Debian package on this machine.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PackageFactAttribute : FactAttribute
{
    public PackageFactAttribute() => Skip = Package.Obstacle;
}
