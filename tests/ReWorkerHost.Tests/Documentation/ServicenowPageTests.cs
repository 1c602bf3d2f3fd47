using System.Text.Json.Nodes;
using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Plugins;
using ReWorkerHost.Tests.Plugins.Servicenow;

namespace ReWorkerHost.Tests.Documentation;

/// <summary>The page of the worker servicenow: what it shows is run, and what the worker takes is in it.</summary>
public sealed class ServicenowPageTests
{
    private static readonly WorkerPage Page = new("servicenow");

    [Fact]
    public async Task The_playbook_of_the_page_runs_with_the_settings_of_the_page()
    {
        var settings = Page.Settings();
        await using var bench = await ServicenowBench.StartAsync([.. settings.Where(setting => setting.Value is JsonObject).Select(setting => (setting.Key, (object?)setting.Value))]);
        bench.Instance.Add("change_request", "CHG0030001");
        var dynamic = new { change_record = "CHG0030001", environment = "qa", ctask_description = "Deploy", ctask = "CTASK0030001" };
        var answers = new List<string?>();

        foreach (var step in Page.Steps(text => text)) answers.Add((await bench.RunAsync(step.Name.Subcommand, dynamic)).Completed());

        Assert.Equal(["""{"exists":true}""", null, """{"ctask":"CTASK0030001"}""", """{"exists":true}""", null], answers.SkipLast(1));
        Assert.StartsWith("""{"new_record":"CHG0030002","new_record_url":""", answers[^1], StringComparison.Ordinal);
        Assert.NotNull(bench.Instance["change_request"][0]["u_qa_end_time"]);
        Assert.Equal("Release", bench.Instance["change_request"][1]["short_description"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_failure_of_the_page_is_the_workers()
    {
        await using var bench = await ServicenowBench.StartAsync(("servicenow_password", "another"));

        Assert.Equal(Assert.Single(Page.Document.Blocks("")), await bench.FailureAsync() + "\n");
    }

    [Fact]
    public async Task The_settings_of_the_page_and_the_ready_ones_can_be_used()
    {
        await using var worker = await PluginUnderTest.LoadAsync("servicenow", Page.Settings());
        await using var ready = await PluginUnderTest.LoadAsync("servicenow", Page.ReadySettings());

        Page.NamesEveryParameter(worker);
        Assert.Equal("servicenow", ready.Worker.Description.Name);
    }

    [Fact]
    public async Task The_page_names_every_setting()
    {
        await Page.NamesEverySettingAsync();

        var error = await Assert.ThrowsAsync<PluginLoadException>(() => PluginUnderTest.LoadAsync("servicenow", new { start_date_diff = new { unknown = 1 } }));
        var units = error.Message.Split(".unknown: unknown, expected ")[1].Split(';')[0].Split([", ", " or "], StringSplitOptions.None);
        Assert.All(units, unit => Assert.Contains($"`{unit}`", Page.Document.Text, StringComparison.Ordinal));
    }
}
