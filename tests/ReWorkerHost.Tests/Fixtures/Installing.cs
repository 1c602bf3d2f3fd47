namespace ReWorkerHost.Tests.Fixtures;

/// <summary>Puts plugins that the build made into a test's folder.</summary>
internal static class Installing
{
    /// <summary>Copies all that a project's build made into <c>plugins/&lt;project&gt;</c> below the folder.</summary>
    public static void Install(this TemporaryFolder folder, string project)
    {
        var from = Repository.Output(project);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = folder["plugins", project, Path.GetRelativePath(from, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
