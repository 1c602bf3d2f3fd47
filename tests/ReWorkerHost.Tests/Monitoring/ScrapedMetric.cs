using System.Text.RegularExpressions;

namespace ReWorkerHost.Tests.Monitoring;

/// <summary>A metric as Prometheus reads it.</summary>
/// <param name="Name">Its name, that of the <c>TYPE</c> line.</param>
/// <param name="Labels">The labels of its series.</param>
internal sealed partial record ScrapedMetric(string Name, IReadOnlyCollection<string> Labels)
{
    /// <summary>Reads the text format.</summary>
    public static IReadOnlyList<ScrapedMetric> Read(string text)
    {
        var metrics = new List<ScrapedMetric>();
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal)) metrics.Add(new ScrapedMetric(line.Split(' ')[2], new HashSet<string>()));
            else if (line.Length > 0 && line[0] != '#' && metrics[^1].Name != "target_info") ((HashSet<string>)metrics[^1].Labels).UnionWith(Label().Matches(line).Select(match => match.Groups[1].Value).Where(label => label != "le"));
        }

        return metrics;
    }

    [GeneratedRegex("""[{,]([a-z_]+)=""")]
    private static partial Regex Label();
}
