using System.Reflection;

namespace ReWorkerHost.Tests;

/// <summary>Where the repository and what was built from it are.</summary>
internal static class Repository
{
    /// <summary>The repository's root folder.</summary>
    public static string Root { get; } = Metadata("RepositoryRoot");

    /// <summary>The build output folder of a project, such as <c>noop</c>.</summary>
    public static string Output(string project) => Path.Combine(Root, "artifacts", "bin", project, Metadata("ArtifactsConfiguration"));

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
