using System.Globalization;
using ReWorkerHost.Plugins.Remote;

namespace ReWorkerHost.Plugins.Fileops;

/// <summary>What a step is to do, checked as far as it can be without looking at files.</summary>
/// <param name="Operation">The operation of the script <c>fileops.sh</c>.</param>
/// <param name="Folders">The allowed folders.</param>
/// <param name="Paths">The paths, each once.</param>
/// <param name="Details">Four more arguments, by operation; the script says which.</param>
internal sealed record Plan(string Operation, IReadOnlyList<string> Folders, IReadOnlyList<AllowedPath> Paths, IReadOnlyList<string> Details)
{
    /// <summary>The script that carries it out.</summary>
    public Script CreateScript() => Script.Create("fileops.sh",
    [
        Operation, Folders.Count.ToString(CultureInfo.InvariantCulture), .. Folders, .. Details,
        .. Paths.SelectMany(path => new[] { path.Folder, path.Name, path.ArchivePrefix }),
    ]);
}
