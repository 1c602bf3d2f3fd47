using System.Text.Json;
using System.Text.RegularExpressions;
using ReWorkerHost.Tests.Architecture;

namespace ReWorkerHost.Tests.Monitoring;

/// <summary>The dashboard shows metrics that there are.</summary>
public sealed partial class DashboardTests
{
    private static readonly JsonElement Dashboard = JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "grafana", "reworkerhost.json")));

    [Fact]
    public void Every_query_names_only_documented_metrics() => Findings.None(
        from expression in Strings(Dashboard, "expr").Concat(Strings(Dashboard, "query").Where(query => query.Contains("reworkerhost_", StringComparison.Ordinal)))
        from name in Name().Matches(expression).Select(match => match.Value).Distinct()
        where MetricsPage.Metrics.All(metric => name != metric.Name && Series(metric.Name).All(series => series != name))
        select $"the dashboard asks for {name}, which {MetricsPage.Path} does not know");

    [Fact]
    public void Every_panel_has_a_title_a_query_and_a_place_of_its_own()
    {
        var panels = Dashboard.GetProperty("panels").EnumerateArray().ToList();

        Assert.True(panels.Count >= 10);
        Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("gridPos").GetRawText()).Distinct().Count());
        Assert.All(panels, panel => Assert.NotEmpty(panel.GetProperty("title").GetString()!));
        Assert.All(panels, panel => Assert.NotEmpty(panel.GetProperty("targets").EnumerateArray()));
        Assert.Equal("reworkerhost", Dashboard.GetProperty("uid").GetString());
    }

    private static string[] Series(string histogram) => [$"{histogram}_bucket", $"{histogram}_sum", $"{histogram}_count"];

    private static IEnumerable<string> Strings(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member.Name == name && member.Value.ValueKind == JsonValueKind.String ? [member.Value.GetString()!] : Strings(member.Value, name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(entry => Strings(entry, name)),
        _ => [],
    };

    [GeneratedRegex(@"\b(reworkerhost|messaging)_[a-z_]+\b(?=[{\[,])")]
    private static partial Regex Name();
}
