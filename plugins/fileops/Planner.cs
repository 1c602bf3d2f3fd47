using System.Text.RegularExpressions;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Plugins.Remote;

namespace ReWorkerHost.Plugins.Fileops;

/// <summary>Makes a plan of a step's parameters; says everything that is wrong with them at once.</summary>
internal sealed partial class Planner
{
    private const int LongestRegexp = 1000;
    private readonly List<string> problems = [];
    private readonly FileopsOptions options;
    private readonly IReadOnlyList<AllowedPath> paths;

    private Planner(FileopsOptions options, PathParameters parameters)
    {
        this.options = options;
        paths = PathList.Read(parameters.Path, options.Folders, problems);
    }

    /// <summary>Makes a plan.</summary>
    /// <exception cref="StepFailedException">The parameters can't be used.</exception>
    public static Plan Create(FileopsOptions options, PathParameters parameters)
    {
        if (options.Folders.Count == 0) throw new StepFailedException($"path: no file may be touched: name the folders in which files may be in {FileopsOptions.Path}.folders");
        var planner = new Planner(options, parameters);
        var plan = parameters switch
        {
            ChangeOwnershipParameters own => planner.Own(own),
            ChangePermissionsParameters permit => planner.Plan("permit", FileMode.Read(permit.Mode, planner.problems), fourth: Flag(permit.Recursive)),
            FindInFilesParameters search => planner.Search(search),
            MoveParameters move => planner.Move(move),
            RemoveParameters remove => planner.Remove(remove),
            TarParameters tar => planner.Pack(tar),
            _ => planner.Plan("create"),
        };
        return planner.problems.Count == 0 ? plan : throw new StepFailedException($"invalid parameters: {string.Join("; ", planner.problems)}");
    }

    private Plan Own(ChangeOwnershipParameters own)
    {
        const string Expected = "expected a name or a number: letters, digits and ._@\\+-, no - at its beginning";
        if (!Owner().IsMatch(own.User)) problems.Add($"user: {Expected}");
        if (!Owner().IsMatch(own.Group)) problems.Add($"group: {Expected}");
        return Plan("own", $"{own.User}:{own.Group}", fourth: Flag(own.Recursive));
    }

    private Plan Search(FindInFilesParameters search)
    {
        if (search.Regexp.Length is 0 or > LongestRegexp || search.Regexp.Contains('\n') || !Script.CanHold(search.Regexp))
        {
            problems.Add($"regexp: expected an extended regular expression of POSIX, 1 to {LongestRegexp} characters on one line");
        }

        return Plan("search", search.Regexp, Flag(search.CaseInsensitive), fourth: Flag(search.Recursive));
    }

    private Plan Move(MoveParameters move)
    {
        RefuseFolders("moved");
        foreach (var twins in paths.GroupBy(path => path.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            problems.Add($"path: {string.Join(" and ", twins.Select(path => $"\"{path.Whole}\""))} would get the same name: move them in steps of their own");
        }

        var to = AllowedPath.Read(move.To, "to", options.Folders, problems);
        return Plan("move", to?.Whole ?? "", to?.Folder ?? "", to is { IsFolder: false } ? to.Name : "");
    }

    private Plan Remove(RemoveParameters remove)
    {
        RefuseFolders("removed");
        return Plan("remove", fourth: Flag(remove.Recursive));
    }

    private Plan Pack(TarParameters tar)
    {
        var to = AllowedPath.Read(tar.To, "to", options.Folders, problems);
        if (to is { IsFolder: true }) problems.Add("to: it names a folder, expected the path of the archive's file");
        var program = tar.Compression switch { Compression.Gzip => "gzip", Compression.Bzip => "bzip2", _ => "" };
        return Plan("pack", to?.Whole ?? "", to?.Folder ?? "", to?.Name ?? "", program);
    }

    private void RefuseFolders(string what)
    {
        foreach (var path in paths.Where(path => path.IsAllowedFolder)) problems.Add($"path: \"{path.Whole}\" is an allowed folder, and can't be {what} itself");
    }

    private Plan Plan(string operation, string first = "", string second = "", string third = "", string fourth = "") =>
        new(operation, options.Folders, paths, [first, second, third, fourth]);

    private static string Flag(bool isSet) => isSet ? "1" : "";

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9._@\\+-]{0,254}\$?\z")]
    private static partial Regex Owner();
}
