using Microsoft.AspNetCore.Http;
using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Loading;

namespace ReWorkerHost.Tests.Plugins.Servicenow;

/// <summary>What an instance refuses, instances that do not answer, and what is refused before a step begins.</summary>
public sealed class ServicenowFailureTests
{
    [Theory]
    [InlineData(401, "the instance does not take the user and the password (said): correct servicenow_user and servicenow_password in plugins.servicenow.settings")]
    [InlineData(403, "the user may not do this (said): give it the rights for the table, or use another (plugins.servicenow.settings.servicenow_user)")]
    [InlineData(404, "there is no such table or address (said): correct api_root_url and the names of tables in plugins.servicenow.settings")]
    [InlineData(429, "the instance is asked too often (said): run the step again in 30 s")]
    [InlineData(302, "the instance answered 302, and redirects are not followed: correct plugins.servicenow.settings.api_root_url")]
    [InlineData(503, "the instance has trouble, it answered 503 (said): run the step again later")]
    [InlineData(400, "the instance answered 400 (said)")]
    public async Task A_status_is_told_in_words(int status, string words)
    {
        await using var bench = await ServicenowBench.StartAsync();
        bench.Instance.Instead = async context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "30";
            await context.Response.WriteAsync(ServicenowInstance.Error("said", "in detail"));
            return true;
        };

        Assert.Equal($"CHG0030001 can't be looked for: {words}", await bench.FailureAsync());
        Assert.Single(bench.Instance.Asked);
    }

    [Fact]
    public async Task A_password_that_is_wrong_fails_and_one_that_comes_back_is_hidden()
    {
        await using var wrong = await ServicenowBench.StartAsync(("servicenow_password", "wrong-geheim"));
        await using var bench = await ServicenowBench.StartAsync();
        bench.Instance.Instead = async context =>
        {
            context.Response.StatusCode = 500;
            await context.Response.WriteAsync(ServicenowInstance.Error($"not {ServicenowInstance.Password} nor {context.Request.Headers.Authorization}", ""));
            return true;
        };

        Assert.Contains("(User Not Authenticated): correct servicenow_user", await wrong.FailureAsync(), StringComparison.Ordinal);
        Assert.Contains("(not [redacted] nor Basic [redacted])", await bench.FailureAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_that_are_none_of_the_APIs_fail()
    {
        await using var bench = await ServicenowBench.StartAsync();
        var text = "<html>Your instance is hibernating</html>";
        bench.Instance.Instead = async context =>
        {
            await context.Response.WriteAsync(text);
            return true;
        };

        Assert.StartsWith("CHG0030001 can't be looked for: the answer is none of the API's: look whether the instance sleeps", await bench.FailureAsync(), StringComparison.Ordinal);
        text = """{"result":[{"number":"CHG0000001","sys_id":"1"},{"number":"CHG0000002","sys_id":"2"}]}""";
        Assert.Equal("CHG0030001 can't be looked for: the instance answered with other records of change_request", await bench.FailureAsync());
    }

    [Fact]
    public async Task A_record_that_must_be_there_and_is_not_fails_the_step()
    {
        await using var bench = await ServicenowBench.StartAsync();

        Assert.Equal("there is no CHG1 in change_request: correct change_record", await bench.FailureAsync("UpdateStartTime", new { change_record = "CHG1", environment = "qa" }));
        Assert.Equal("there is no CHG1 in change_request: correct change_record", await bench.FailureAsync("CreateCTask", new { change_record = "CHG1" }));
        Assert.Empty(bench.Instance["change_task"]);
    }

    [Fact]
    public async Task An_instance_that_does_not_answer_fails_the_step_after_the_time_limit_or_at_once()
    {
        await using var slow = await ServicenowBench.StartAsync(("timeout", 0.2));
        slow.Instance.Instead = async context =>
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };
        await using var gone = await ServicenowBench.StartAsync();
        var authority = gone.Instance.Authority;
        await gone.Instance.DisposeAsync();

        Assert.Equal($"CHG0030001 can't be looked for: {slow.Instance.Authority} gave no whole answer within 0.2 s (plugins.servicenow.settings.timeout)", await slow.FailureAsync());
        Assert.StartsWith($"CHG0030001 can't be looked for: {authority} gave no answer: Connection refused", await gone.FailureAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_would_be_another_query_is_refused_before_the_step_begins()
    {
        await using var bench = await ServicenowBench.StartAsync();

        foreach (var number in new[] { "CHG1^ORactive=true", "CHG1\nx", "javascript:gs.getUserID()", "", "CHG1&sysparm_limit=9", "a/../b", new string('1', 81) })
        {
            Assert.Equal("change_record: expected a record's number, of letters, digits, _ and -, 80 at most", await RefusalAsync(bench, "DoesChangeRecordExist", new { change_record = number }));
            Assert.Contains("ctask: expected", await RefusalAsync(bench, "DoesCTaskExist", new { change_record = number, ctask = number }), StringComparison.Ordinal);
        }

        Assert.Contains("environment: it becomes part of a field's name", await RefusalAsync(bench, "UpdateEndTime", new { change_record = "CHG1", environment = "a-b" }), StringComparison.Ordinal);
        Assert.Contains("change_record: it is missing", await RefusalAsync(bench, "CreateCTask", new { }), StringComparison.Ordinal);
        Assert.Empty(bench.Instance.Asked);
    }

    [Fact]
    public async Task Without_settings_every_step_is_refused_and_the_settings_are_named()
    {
        await using var worker = await PluginUnderTest.LoadAsync("servicenow");

        var outcome = await worker.RunAsync("CreateChangeRecord");

        Assert.Equal((StepOutcomeKind.Refused, "no instance is named: set api_root_url, servicenow_user and servicenow_password in plugins.servicenow.settings"), (outcome.Kind, outcome.Text));
    }

    [Fact]
    public async Task All_that_is_wrong_with_the_settings_is_told_at_once_and_no_password()
    {
        var error = await Assert.ThrowsAsync<PluginLoadException>(() => PluginUnderTest.LoadAsync("servicenow", new
        {
            api_root_url = "https://u:geheim@example.service-now.com/api/now",
            api_import_url = "http://example.service-now.com/api/now/import/x",
            servicenow_password = "geheim\n",
            change_table = "a b",
            auto_create_change_if_missing = "yes",
            change_record_payload = new Dictionary<string, object> { ["a b"] = 1, ["deep"] = new { a = 1 } },
            c_task_payload = "text",
            start_date_diff = new { days = 7, years = 1 },
            end_date_diff = new { days = "many" },
            timeout = 0,
            ca_file = "ca.pem",
            proxy = "yes",
            user = "a",
        }));

        Assert.All(
            new[]
            {
                "settings.api_root_url: expected an address with https", "settings.api_import_url: expected an address with https", "settings.servicenow_password: expected", "settings.change_table: expected",
                "settings.auto_create_change_if_missing: expected true or false", "settings.change_record_payload.a b: expected", "settings.change_record_payload.deep: expected", "settings.c_task_payload: expected",
                "settings.start_date_diff.years: unknown", "settings.end_date_diff.days: expected a number", "settings.end_date_diff: expected more than start_date_diff", "settings.timeout: expected seconds",
                "settings.ca_file: expected", "settings.proxy: expected", "plugins.servicenow.settings.user: unknown",
            },
            problem => Assert.Contains(problem, error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("geheim", error.Message, StringComparison.Ordinal);
        var missing = await Assert.ThrowsAsync<PluginLoadException>(() => PluginUnderTest.LoadAsync("servicenow", new { api_root_url = "https://example.service-now.com/api/now", start_date_diff = new { days = 1 } }));
        Assert.Contains("settings.servicenow_user: it is missing", missing.Message, StringComparison.Ordinal);
        Assert.Contains("settings.servicenow_password: it is missing", missing.Message, StringComparison.Ordinal);
        Assert.Contains("settings.end_date_diff: start_date_diff and end_date_diff belong together", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retired_version_that_has_asked_goes_from_memory()
    {
        using var folder = new TemporaryFolder();
        await using var instance = await ServicenowInstance.StartAsync();
        folder.Install("servicenow");
        var plugin = new UnloadedPlugin(folder);

        var answer = await plugin.LiveAsync(
            "CreateChangeRecord", settings: $$"""{ "api_root_url": "{{instance.Root}}", "servicenow_user": "{{ServicenowInstance.User}}", "servicenow_password": "{{ServicenowInstance.Password}}" }""");

        Assert.Contains("CHG0030001", answer, StringComparison.Ordinal);
        Assert.True(await plugin.IsGoneAsync());
    }

    private static Task<string> RefusalAsync(ServicenowBench bench, string subcommand, object dynamic) =>
        Stepping.RefusalAsync(sink => bench.RunAsync(subcommand, dynamic, sink));
}
