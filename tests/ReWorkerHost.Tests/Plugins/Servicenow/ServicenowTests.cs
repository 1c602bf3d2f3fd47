using System.Globalization;
using System.Text.Json.Nodes;
using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.Servicenow;

/// <summary>Records are looked for, created and changed.</summary>
public sealed class ServicenowTests
{
    [Theory]
    [InlineData("CHG0030001", true)]
    [InlineData("CHG0030002", false)]
    public async Task A_change_record_exists_or_does_not(string number, bool exists)
    {
        await using var bench = await ServicenowBench.StartAsync();
        bench.Instance.Add("change_request", "CHG0030001");
        var sink = new RecordingSink();

        var outcome = await bench.RunAsync("DoesChangeRecordExist", new { change_record = number }, sink);

        Assert.Equal($$"""{"exists":{{(exists ? "true" : "false")}}}""", outcome.Completed());
        Assert.Equal([$"Looking for {number}", $"{number} {(exists ? "exists" : "does not exist")}"], sink.Lines);
        Assert.Equal($"GET /api/now/table/change_request?sysparm_query=number%3D{number}&sysparm_fields=number%2Csys_id&sysparm_limit=2", Assert.Single(bench.Instance.Asked));
    }

    [Fact]
    public async Task An_old_instance_says_with_404_that_there_is_none()
    {
        await using var bench = await ServicenowBench.StartAsync();
        bench.Instance.Instead = async context =>
        {
            context.Response.StatusCode = 404;
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, ServicenowInstance.Error("No Record found", "Records matching query not found"));
            return true;
        };

        Assert.Equal("""{"exists":false}""", (await bench.RunAsync("DoesChangeRecordExist", new { change_record = "CHG1" })).Completed());
    }

    [Fact]
    public async Task A_change_task_exists_or_does_not()
    {
        await using var bench = await ServicenowBench.StartAsync(("task_table", "u_task"));
        bench.Instance.Add("u_task", "CTASK0010001");

        Assert.Equal("""{"exists":true}""", (await bench.RunAsync("DoesCTaskExist", new { change_record = "CHG1", ctask = "CTASK0010001" })).Completed());
        Assert.Equal("""{"exists":false}""", (await bench.RunAsync("DoesCTaskExist", new { change_record = "CHG1", ctask = "CTASK0010002" })).Completed());
    }

    [Fact]
    public async Task A_missing_change_record_is_created_where_the_settings_say_so()
    {
        await using var bench = await ServicenowBench.StartAsync(("auto_create_change_if_missing", true), ("change_record_payload", new { short_description = "Release", risk = 3 }));

        var outcome = await bench.RunAsync("DoesChangeRecordExist", new { change_record = "CHG1" });

        var record = Assert.Single(bench.Instance["change_request"]);
        Assert.Equal($$"""{"exists":true,"new_record":"CHG0030001","new_record_url":"{{bench.Instance.Root}}/table/change_request/{{record["sys_id"]}}"}""", outcome.Completed());
        Assert.Equal(("Release", "3", null), (record["short_description"]!.GetValue<string>(), record["risk"]!.GetValue<string>(), record["start_date"]));
    }

    [Fact]
    public async Task A_change_record_is_created_by_an_import_with_its_dates()
    {
        await using var bench = await ServicenowBench.StartAsync(
            ("api_import_url", "ROOT/import/u_changes"), ("change_record_payload", new { u_short_description = "Release", u_end_date = (string?)null }),
            ("start_date_diff", new { days = 7 }), ("end_date_diff", new { days = 7, hours = 8 }));

        var outcome = await bench.RunAsync("CreateChangeRecord");

        var record = Assert.Single(bench.Instance["change_request"]);
        Assert.Equal($$"""{"new_record":"CHG0030001","new_record_url":"{{bench.Instance.Root}}/table/change_request/{{record["sys_id"]}}"}""", outcome.Completed());
        Assert.Equal("Release", record["u_short_description"]!.GetValue<string>());
        Assert.InRange(TimeOf(record, "u_start_date") - DateTimeOffset.UtcNow, TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1), TimeSpan.FromDays(7));
        Assert.Equal(TimeSpan.FromHours(8), TimeOf(record, "u_end_date") - TimeOf(record, "u_start_date"));
    }

    [Theory]
    [InlineData("UpdateStartTime", "u_qa_start_time")]
    [InlineData("UpdateEndTime", "u_qa_end_time")]
    public async Task The_time_of_an_environment_is_set_to_the_present_in_UTC(string subcommand, string field)
    {
        await using var bench = await ServicenowBench.StartAsync();
        var id = bench.Instance.Add("change_request", "CHG0030001");

        Assert.Null((await bench.RunAsync(subcommand, new { change_record = "CHG0030001", environment = "qa" })).Completed());

        Assert.InRange(TimeOf(Assert.Single(bench.Instance["change_request"]), field) - DateTimeOffset.UtcNow, -TimeSpan.FromMinutes(1), TimeSpan.Zero);
        Assert.StartsWith($"PATCH /api/now/table/change_request/{id} ", bench.Instance.Asked[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_task_is_created_for_its_change_record()
    {
        await using var bench = await ServicenowBench.StartAsync(("c_task_payload", new { short_description = "Deploy", assignment_group = "ops" }), ("auto_create_c_task_if_missing", true));
        var id = bench.Instance.Add("change_request", "CHG0030001");

        Assert.Equal("""{"ctask":"CTASK0030001"}""", (await bench.RunAsync("CreateCTask", new { change_record = "CHG0030001", ctask_description = "Deploy \"all\"" })).Completed());
        Assert.Contains("\"new_record\":\"CTASK0030002\"", (await bench.RunAsync("DoesCTaskExist", new { change_record = "CHG0030001", ctask = "CTASK1" })).Completed(), StringComparison.Ordinal);

        var tasks = bench.Instance["change_task"];
        Assert.Equal((id, "Deploy \"all\"", "Deploy \"all\"", "ops"), (Text(tasks[0], "change_request"), Text(tasks[0], "short_description"), Text(tasks[0], "description"), Text(tasks[0], "assignment_group")));
        Assert.Equal((id, "Deploy", "Deploy"), (Text(tasks[1], "change_request"), Text(tasks[1], "short_description"), Text(tasks[1], "description")));
    }

    private static string Text(JsonObject record, string field) => record[field]!.GetValue<string>();

    private static DateTimeOffset TimeOf(JsonObject record, string field) =>
        DateTimeOffset.ParseExact(Text(record, field), "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
