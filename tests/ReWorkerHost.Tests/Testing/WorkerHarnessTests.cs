using Microsoft.Extensions.DependencyInjection;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Testing;

namespace ReWorkerHost.Tests.Testing;

/// <summary>What an author sees of a worker in a test.</summary>
public sealed class WorkerHarnessTests : IAsyncLifetime
{
    private WorkerHarness probe = null!;

    public async Task InitializeAsync() => probe = await WorkerHarness.CreateAsync<ProbeWorker>();

    public async Task DisposeAsync() => await probe.DisposeAsync();

    [Fact]
    public async Task A_step_gives_replies_output_notifications_and_log()
    {
        var result = await probe.RunAsync(
            "greet",
            new { name = "you", day = DayOfWeek.Friday },
            new StepOptions { Group = "crew", Hosts = ["a", "b"], Dynamic = new { environment = "test" }, CorrelationId = "r-7", Notify = """{"completed":{"email":["a@example.com"]}}""" });

        Assert.Equal(
            ["""{"status":"started"}""", """{"status":"completed","data":{"text":"Hello, you!","times":1,"environment":"test","day":"friday","hosts":["a","b"],"group":"crew"}}"""],
            result.Replies.Select(reply => reply.Body));
        Assert.Equal([new SentOutput(OutputLevel.Debug, "a detail"), new SentOutput(OutputLevel.Warning, "Grüße an you")], result.Output);
        Assert.Equal(["Starting ProbeWorker.r-7", "Finished ProbeWorker.r-7"], result.HostOutput.Select(output => output.Message.Split(" - ")[0]));
        var own = Assert.Single(result.Notifications);
        Assert.Equal(("irc", 80), (own.Transport, own.Notification.Slug.Length));
        var host = Assert.Single(result.HostNotifications);
        Assert.Equal(("email", "probe:greet completed for crew (release r-7)"), (host.Transport, host.Notification.Message));
        Assert.Contains(probe.Log, line => line.Message == "Greeting you");
        Assert.Equal("Hello, you!", result.AssertCompleted<Dictionary<string, object>>()["text"].ToString());
    }

    [Fact]
    public async Task Output_under_the_level_is_not_sent()
    {
        var result = await probe.RunAsync("Greet", """{"name":"you"}""", new StepOptions { OutputLevel = OutputLevel.Info });

        Assert.Equal("Grüße an you", Assert.Single(result.Output).Message);
        Assert.Empty(result.HostOutput);
    }

    [Fact]
    public async Task Settings_go_through_the_start_up_and_services_can_be_replaced()
    {
        await using var set = await WorkerHarness.CreateAsync<ProbeWorker>(new { greeting = "Hi" });
        await using var replaced = await WorkerHarness.CreateAsync<ProbeWorker>("""{"greeting":"Hi"}""", services => services.AddSingleton(new ProbeOptions("Ahoy")));

        Assert.Contains("Hi, you!", (await set.RunAsync("Greet", new { name = "you" })).AssertCompleted(), StringComparison.Ordinal);
        Assert.Contains("Ahoy, you!", (await replaced.RunAsync("Greet", new { name = "you" })).AssertCompleted(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_host_would_not_load_is_refused_with_its_words()
    {
        var settings = await Assert.ThrowsAsync<PluginRefusedException>(() => WorkerHarness.CreateAsync<ProbeWorker>(new { greeting = "" }));
        var hidden = await Assert.ThrowsAsync<PluginRefusedException>(() => WorkerHarness.CreateAsync<HiddenWorker>());

        Assert.Equal("its start-up ProbeStartup failed: settings.greeting: it is empty", settings.Message);
        Assert.StartsWith("HiddenWorker is no worker that the host finds: ", hidden.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_may_be_refused_fail_and_break()
    {
        var refused = await probe.RunAsync("Greet", new { times = 4 });
        var failed = await probe.RunAsync("Fail");
        var data = await probe.RunAsync("FailWithData");
        var broken = await probe.RunAsync("Fault");

        Assert.Equal("invalid parameters: name: it is missing, expected a string; times: The field times must be between 1 and 3.", refused.AssertRefused());
        Assert.Equal("there is nobody of this name", (await probe.RunAsync("Greet", new { name = "nobody" })).AssertRefused()["name: ".Length..]);
        Assert.Equal("it can't be done: \"try\" again", failed.AssertFailed());
        Assert.Contains("the cause", failed.Fault, StringComparison.Ordinal);
        Assert.Equal("""{"exit_code":3}""", data.AssertFailed());
        Assert.Equal($"the worker failed: InvalidOperationException, see the host's log under {broken.JobId}", broken.AssertFailed());
        Assert.Contains("a secret", broken.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_end_that_was_not_expected_shows_the_replies_and_the_fault()
    {
        var broken = await probe.RunAsync("Fault");

        var error = Assert.Throws<UnexpectedResultException>(() => broken.AssertCompleted());
        Assert.StartsWith("The step was expected to complete, and its replies are {\"status\":\"started\"}, then {\"status\":\"failed\"", error.Message, StringComparison.Ordinal);
        Assert.Contains("a secret", error.Message, StringComparison.Ordinal);
        Assert.Throws<UnexpectedResultException>(() => broken.AssertRefused());
        Assert.Throws<UnexpectedResultException>(() => probe.RunAsync("Nothing").Result.AssertFailed());
        Assert.Throws<UnexpectedResultException>(() => probe.RunAsync("Nothing").Result.AssertCompleted<string>());
    }

    [Fact]
    public async Task A_step_is_cut_at_its_time_out()
    {
        var timed = new StepOptions { Timeout = TimeSpan.FromSeconds(0.05), Grace = TimeSpan.FromSeconds(0.05) };

        Assert.Equal("timed out after 0.05 s", (await probe.RunAsync("Wait", options: timed with { Grace = TimeSpan.FromSeconds(30) })).AssertFailed());
        Assert.Equal("\"ended in time\"", (await probe.RunAsync("EndWhenCancelled", options: timed with { Grace = TimeSpan.FromSeconds(30) })).AssertCompleted());
        var stuck = await probe.RunAsync("Linger", options: timed);
        Assert.Equal("timed out after 0.05 s", stuck.AssertFailed());
        Assert.True(stuck.IsStuck);
    }

    [Fact]
    public async Task A_step_is_cut_when_the_host_ends()
    {
        using var end = new CancellationTokenSource();
        var running = probe.RunAsync("Wait", cancellationToken: end.Token);
        await end.CancelAsync();

        Assert.StartsWith("interrupted: the host stopped", (await running).Terminal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_that_are_no_JSON_object_are_the_tests_own_mistake()
    {
        Assert.StartsWith("parameters: it is not JSON", (await Assert.ThrowsAsync<ArgumentException>(() => probe.RunAsync("Greet", "{name"))).Message, StringComparison.Ordinal);
        Assert.StartsWith("dynamic: expected a JSON object", (await Assert.ThrowsAsync<ArgumentException>(() => probe.RunAsync("Greet", options: new StepOptions { Dynamic = "[]" }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_workers_and_notification_workers_take_their_messages()
    {
        await using var output = await WorkerHarness.CreateAsync<ProbeOutput>();
        await using var notifications = await WorkerHarness.CreateAsync<ProbeNotifications>();
        var good = new Notification("slug", "message", "completed", ["you"]);

        (await output.WriteAsync(new OutputMessage("r", "probe", "good"))).AssertTaken();
        Assert.Equal("InvalidOperationException", (await output.WriteAsync(new OutputMessage("r", "probe", "bad"))).AssertFailed());
        (await notifications.NotifyAsync(good)).AssertTaken();
        Assert.Equal("target: nobody is to be notified", (await notifications.NotifyAsync(good with { Target = [] })).AssertFailed());
        Assert.Null((await notifications.RunAsync("Notify", """{"slug":"s","message":"m","phase":"completed","target":["you"]}""")).AssertCompleted());
        await Assert.ThrowsAsync<InvalidOperationException>(() => probe.NotifyAsync(good));
    }

    [Fact]
    public async Task The_end_of_the_harness_is_the_plugins_end()
    {
        var stuck = await probe.RunAsync("Linger", options: new StepOptions { Timeout = TimeSpan.Zero, Grace = TimeSpan.Zero });

        await probe.DisposeAsync();

        Assert.True(stuck.IsStuck);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => probe.RunAsync("Nothing"));
    }
}
