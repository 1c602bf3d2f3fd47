using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Workers;

namespace ReWorkerHost.Tests.Http;

/// <summary>What is ordered over HTTP is seen on the bus.</summary>
[Collection(SecondNodeGroup.Name)]
public sealed class ActionTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly ApiClient api = shared.Host.Api;
    private readonly HotDaemon hot = shared.Host.Hot;

    private string Release => Path.Combine(hot.Daemon.Folder, "release");

    [Fact]
    public async Task A_paused_plugin_leaves_its_steps_in_the_queue_until_it_is_resumed()
    {
        await api.OrderAsync("/api/v1/plugins/hot/pause");
        Assert.Equal("paused", (await api.GetAsync("/api/v1/plugins/hot")).Body[0].GetProperty("state").GetString());
        await hot.Fsm.SendAsync(hot.Worker, "\"subcommand\": \"Version\"");
        await Eventually.HoldsAsync(async () => await hot.Fsm.CountAsync(hot.Queue) == 1, () => "the step does not wait in the queue");

        await api.OrderAsync("/api/v1/plugins/hot/resume");

        Assert.Equal("""{"status":"started"}""", (await hot.Fsm.NextAsync()).Body);
        Assert.Equal("""{"status":"completed","data":"1"}""", (await hot.Fsm.NextAsync()).Body);
    }

    [Fact]
    public async Task A_paused_host_refuses_to_resume_a_single_plugin()
    {
        await api.OrderAsync("/api/v1/pause");
        Assert.True((await api.GetAsync("/api/v1/hosts")).Body[0].GetProperty("isPaused").GetBoolean());

        var answer = await api.PostAsync("/api/v1/plugins/hot/resume");

        Assert.Equal((409, "urn:reworkerhost:problem:failed"), (answer.Status, answer["type"]));
        Assert.Equal("the whole host is paused, hot with it: resume the host", answer["detail"]);
        await api.OrderAsync("/api/v1/resume");
    }

    [Fact]
    public async Task To_drain_waits_until_no_step_runs()
    {
        await hot.HoldAsync("1");
        var early = await api.PostAsync("/api/v1/plugins/hot/drain", """{ "waitSeconds": 0.1 }""");
        Assert.Equal(409, early.Status);
        Assert.Contains("1 still runs", early["detail"], StringComparison.Ordinal);

        var drain = api.PostAsync("/api/v1/plugins/hot/drain", """{ "waitSeconds": 30 }""");
        Assert.False(drain.IsCompleted);
        hot.Release();

        Assert.Equal(200, (await drain).Status);
        Assert.Contains("completed", (await hot.Fsm.NextAsync()).Body, StringComparison.Ordinal);
        await api.OrderAsync("/api/v1/resume");
        File.Delete(Release);
    }

    [Fact]
    public async Task A_plugin_that_is_switched_off_serves_no_more_until_it_is_switched_on()
    {
        await api.OrderAsync("/api/v1/plugins/hot/disable");
        await Eventually.HoldsAsync(async () => (await api.GetAsync("/api/v1/plugins/hot")).Body[0].GetProperty("state").GetString() == "disabled", () => "it is not shown as disabled");
        await Eventually.HoldsAsync(async () => await hot.ConsumersAsync(hot.Queue) == 0, () => "it still consumes");

        await api.OrderAsync("/api/v1/plugins/hot/enable");

        await hot.AnswersAsync("1");
    }

    [Fact]
    public async Task A_worker_runs_as_many_steps_at_a_time_as_is_ordered()
    {
        Assert.Equal(200, (await api.PutAsync($"/api/v1/workers/{hot.Worker}/concurrency", """{ "concurrency": 1 }""")).Status);
        await hot.HoldAsync("1");
        await hot.Fsm.SendAsync(hot.Worker, hot.Holding);
        await Eventually.HoldsAsync(async () => await hot.Fsm.CountAsync(hot.Queue) == 1, () => "the second step does not wait in the queue");

        Assert.Equal(200, (await api.PutAsync($"/api/v1/workers/{hot.Worker}/concurrency", """{ "concurrency": 2 }""")).Status);

        Assert.Equal("""{"status":"started"}""", (await hot.Fsm.NextAsync()).Body);
        var worker = (await api.GetAsync($"/api/v1/workers/{hot.Worker}")).Body[0];
        Assert.Equal((2, 2), (worker.GetProperty("concurrency").GetInt32(), worker.GetProperty("busy").GetInt32()));
        hot.Release();
        for (var step = 0; step < 2; step++) Assert.Contains("completed", (await hot.Fsm.NextAsync()).Body, StringComparison.Ordinal);
        Assert.Equal(200, (await api.PutAsync($"/api/v1/workers/{hot.Worker}/concurrency", """{ "concurrency": null }""")).Status);
        File.Delete(Release);
    }

    [Fact]
    public async Task A_cancelled_job_is_answered_with_who_has_cancelled_it()
    {
        await hot.HoldAsync("1");
        var running = Assert.Single((await api.GetAsync($"/api/v1/jobs?correlationId={hot.Fsm.CorrelationId}&state=running")).Body.EnumerateArray());
        var id = running.GetProperty("id").GetString();

        await api.OrderAsync($"/api/v1/jobs/{id}/cancel");

        Assert.Equal("""{"status":"failed","data":"cancelled by anonymous"}""", (await hot.Fsm.NextAsync()).Body);
        await Eventually.HoldsAsync(async () => (await api.GetAsync($"/api/v1/jobs/{id}"))["outcome"] == "cancelled", () => "the job does not show that it was cancelled");
        Assert.Equal(404, (await api.PostAsync($"/api/v1/jobs/{id}/cancel")).Status);
    }

    [Theory]
    [InlineData("POST", "plugins/hot/drain", "[]", "no JSON object")]
    [InlineData("POST", "plugins/hot/drain", "{", "the body is no JSON")]
    [InlineData("POST", "plugins/hot/drain", """{ "waitSeconds": "1" }""", "waitSeconds: expected a number")]
    [InlineData("POST", "plugins/hot/drain", """{ "waitSecond": 1 }""", "waitSecond: unknown, did you mean waitSeconds?")]
    [InlineData("POST", "plugins/hot/drain", """{ "waitSeconds": -1 }""", "waitSeconds: -1 is not between 0 and 86400")]
    [InlineData("POST", "plugins/hot/pause", """{ "a": 1 }""", "nothing is expected in the body")]
    [InlineData("POST", "plugins/hot/pause?hosts=a", "", "hosts: unknown parameter, did you mean host?")]
    [InlineData("PUT", "workers/hot/concurrency", "", "concurrency: it is missing")]
    [InlineData("PUT", "workers/hot/concurrency", """{ "concurrency": 0 }""", "0 is not between 1 and 1000")]
    [InlineData("PUT", "workers/hot/concurrency", """{ "concurrency": 1.5 }""", "expected a whole number")]
    [InlineData("GET", "jobs?last=0", null, "last: expected a whole number from 1 to 1000")]
    [InlineData("GET", "jobs?state=done", null, "state: expected one of running, decided")]
    public async Task What_can_not_be_understood_is_explained(string method, string path, string? body, string detail)
    {
        var answer = await api.SendAsync(new HttpMethod(method), $"/api/v1/{path}", body);

        Assert.Equal((400, "urn:reworkerhost:problem:invalid", "application/problem+json"), (answer.Status, answer["type"], answer.Response.Content.Headers.ContentType?.MediaType));
        Assert.Contains(detail, answer["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "plugins/hott/pause", "did you mean hot?")]
    [InlineData("POST", "plugins/hot/pause?host=elsewhere", "no host answered to that name")]
    [InlineData("GET", "plugins?host=elsewhere", "there is no host elsewhere")]
    [InlineData("GET", "plugins/hott", "did you mean hot?")]
    [InlineData("GET", "hosts/elsewhere", "there is no host elsewhere")]
    [InlineData("GET", "jobs/1", "no host remembers a job 1")]
    [InlineData("GET", "nothing", "/openapi/v1.json describes what there is")]
    public async Task What_is_unknown_is_said(string method, string path, string detail)
    {
        var answer = await api.SendAsync(new HttpMethod(method), $"/api/v1/{path}", method == "GET" ? null : "");

        Assert.Equal((404, "urn:reworkerhost:problem:unknown"), (answer.Status, answer["type"]));
        Assert.Contains(detail, answer["detail"], StringComparison.Ordinal);
    }
}
