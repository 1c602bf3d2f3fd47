using System.Globalization;
using System.Text;
using ReWorkerHost.Plugins.Remote;

namespace ReWorkerHost.Plugins.Fileops;

/// <summary>Reads what the script <c>fileops.sh</c> writes.</summary>
internal static class ReportReader
{
    /// <summary>Reads what became of a plan on one host.</summary>
    public static HostReport Read(Plan plan, ScriptResult result) => plan.Operation switch
    {
        "search" => MatchReader.Read(plan, result),
        "pack" when !result.HasEnded => new PathsReport([]), // there is no archive, whatever was put into it
        _ => new PathsReport([.. Encoding.UTF8.GetString(result.Output).Split('\n').SkipLast(1).Select(place => plan.Paths[Number(place)].Whole)]),
    };

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
