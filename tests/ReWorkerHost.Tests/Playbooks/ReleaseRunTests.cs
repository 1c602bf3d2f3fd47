using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using ReWorkerHost.Playbooks;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Playbooks;

/// <summary>Releases over a real broker, with a worker that does as it is told.</summary>
[Collection(SecondNodeGroup.Name)]
public sealed class ReleaseRunTests(RabbitMqNode node) : IAsyncLifetime
{
    private const string Started = """{"status":"started"}""";
    private const string Completed = """{"status":"completed"}""";
    private readonly RecordedProgress progress = new();

    [Fact]
    public async Task A_step_is_sent_when_the_one_before_it_completed()
    {
        await using var worker = await WorkerAsync(async (self, job, body) =>
        {
            await self.ReplyAsync(job, Started);
            await self.ReplyAsync(job, body.Contains("first", StringComparison.Ordinal) ? """{"status":"completed","data":0.5}""" : Completed);
        });

        var result = await RunAsync(worker, "a:first", "b:second");

        Assert.Equal(["begins", "1 sent", "1 started", "1 Completed: 0.5", "2 sent", "2 started", "2 Completed: ", "ended 0"], progress.Told);
        Assert.Equal((2, 0), (result.Completed, result.ExitCode));
    }

    [Fact]
    public async Task The_messages_carry_the_properties_of_the_state_machine_and_no_others()
    {
        await using var worker = await WorkerAsync(CompleteAsync);

        var result = await RunAsync(worker, "a:first", "b:second");

        var jobs = worker.Jobs.Select(job => job.Properties).ToList();
        Assert.All(jobs, job => Assert.Equal((result.ReleaseId, jobs[0].ReplyTo), (job.CorrelationId, job.ReplyTo)));
        Assert.True(Guid.TryParse(result.ReleaseId, out Guid _));
        Assert.StartsWith("amq.gen-", jobs[0].ReplyTo, StringComparison.Ordinal);
        Assert.All(jobs, job => Assert.False(job.IsContentTypePresent() || job.IsDeliveryModePresent() || job.IsMessageIdPresent() || job.IsAppIdPresent()));
        Assert.Equal("""{"group":"g","parameters":{"command":"a","subcommand":"first","hosts":["h"]},"dynamic":{},"notify":{}}""", worker.Jobs.First().Body);
    }

    [Theory]
    [InlineData("""{"status":"failed","data":"no such service"}""", "no such service")]
    [InlineData("""{"status":"failed","data":{"code":2}}""", """{"code":2}""")]
    [InlineData("""{"status":"failed"}""", "the worker gave no reason")]
    [InlineData("""{"status":"completed"}""", "the worker answered 'completed' before 'started', on which the Release Engine ends a release")]
    [InlineData("""{"status":"errored"}""", """the worker's answer is not the protocol's: {"status":"errored"}""")]
    [InlineData("""["started"]""", """the worker's answer is not the protocol's: ["started"]""")]
    [InlineData("nonsense", "the worker's answer is not the protocol's: nonsense")]
    public async Task The_first_step_that_does_not_complete_ends_the_release(string answer, string reason)
    {
        await using var worker = await WorkerAsync((self, job, _) => self.ReplyAsync(job, answer));

        var result = await RunAsync(worker, "a:first", "b:second");

        Assert.Equal(["begins", "1 sent", $"1 Failed: {reason}", "ended 1"], progress.Told);
        Assert.Equal((0, 1), (result.Completed, result.ExitCode));
        Assert.Single(worker.Jobs);
    }

    [Fact]
    public async Task A_second_started_breaks_the_protocol()
    {
        await using var worker = await WorkerAsync(async (self, job, _) =>
        {
            await self.ReplyAsync(job, Started);
            await self.ReplyAsync(job, Started);
        });

        Assert.StartsWith("the worker answered 'started' twice", (await RunAsync(worker, "a:first")).LastEnd.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_without_a_queue_is_said_at_once()
    {
        await using var worker = await WorkerAsync(CompleteAsync);

        var result = await RunAsync(worker, "a:first", "nobody:second", "b:third");

        Assert.Equal((StepEndKind.NotServed, 1, 1), (result.LastEnd.Kind, result.Completed, result.ExitCode));
        Assert.StartsWith("no worker serves worker.nobody: no queue is bound to exchange", result.LastEnd.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("2 sent", progress.Told);
    }

    [Fact]
    public async Task A_step_that_waits_in_a_queue_without_a_worker_is_said()
    {
        await using var worker = await WorkerAsync(CompleteAsync);
        await using var connection = await node.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        var name = $"absent{Guid.NewGuid():n}";
        await channel.QueueDeclareAsync($"worker.{name}", exclusive: false, autoDelete: false);
        await channel.QueueBindAsync($"worker.{name}", worker.Exchange, $"worker.{name}");

        var result = await RunAsync(worker, TimeSpan.FromSeconds(1), CancellationToken.None, $"{name}:Run");
        await channel.QueueDeleteAsync($"worker.{name}");

        Assert.Equal(StepEndKind.TimedOut, result.LastEnd.Kind);
        Assert.Contains(progress.Told, line => line.StartsWith($"! no worker consumes the queue worker.{name} at present", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answers_of_another_release_are_left_out_and_said()
    {
        await using var worker = await WorkerAsync(async (self, job, _) =>
        {
            await self.ReplyAsync(job, """{"status":"failed"}""", correlationId: "another");
            await CompleteAsync(self, job, "");
        });

        Assert.Equal(0, (await RunAsync(worker, "a:first")).ExitCode);
        Assert.StartsWith("! an answer with the correlation id another is left out", progress.Told[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeated_answer_does_not_pass_for_the_next_steps()
    {
        await using var worker = await WorkerAsync(async (self, job, body) =>
        {
            if (body.Contains("second", StringComparison.Ordinal)) await self.ReplyAsync(job, Completed, messageId: "first's");
            await self.ReplyAsync(job, Started, messageId: body.Contains("first", StringComparison.Ordinal) ? "first's" : null);
            await self.ReplyAsync(job, Completed, messageId: body.Contains("first", StringComparison.Ordinal) ? "first's" : null);
        });

        Assert.Equal(0, (await RunAsync(worker, "a:first", "a:second")).ExitCode);
        Assert.Contains("! a worker repeated its answer to an earlier step; the repetition is left out", progress.Told);
    }

    [Fact]
    public async Task The_releases_own_output_is_shown()
    {
        await using var worker = await WorkerAsync(async (self, job, _) =>
        {
            await self.ReplyAsync(job, Started);
            await self.OutputAsync("another", """{"message":"not ours"}""");
            await self.OutputAsync(null, """{"message":"nobody's"}""");
            await self.OutputAsync(job.BasicProperties.CorrelationId, "{");
            await self.OutputAsync(job.BasicProperties.CorrelationId, """{"message":"ours"}""");
            await self.ReplyAsync(job, Completed);
            await self.OutputAsync(job.BasicProperties.CorrelationId, """{"message":"the last of ours"}""");
        });

        await RunAsync(worker, "a:first");

        Assert.Equal(["! a worker sent output that is not JSON: {", "| ours", "| the last of ours"], progress.Told.Where(line => line[0] is '|' or '!'));
    }

    [Fact]
    public async Task A_step_that_takes_too_long_ends_the_release()
    {
        await using var worker = await WorkerAsync((self, job, _) => self.ReplyAsync(job, Started));

        var result = await RunAsync(worker, TimeSpan.FromSeconds(0.2), CancellationToken.None, "a:first", "b:second");

        Assert.Equal((StepEndKind.TimedOut, 1), (result.LastEnd.Kind, result.ExitCode));
        Assert.Equal("no end within 0.2 s; the step may still run at its worker", result.LastEnd.Reason);
    }

    [Fact]
    public async Task A_person_who_stops_is_told_that_the_step_goes_on()
    {
        using var stop = new CancellationTokenSource();
        await using var worker = await WorkerAsync((self, job, _) => self.ReplyAsync(job, Started));

        var running = RunAsync(worker, null, stop.Token, "a:first", "b:second");
        await Eventually.HoldsAsync(() => progress.Told.Contains("1 started"), "the step has started");
        await stop.CancelAsync();
        var result = await running;

        Assert.Equal((StepEndKind.Stopped, 130), (result.LastEnd.Kind, result.ExitCode));
        Assert.Equal("no longer followed here; the step goes on at its worker", result.LastEnd.Reason);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lost_connection_ends_the_release(bool byTheBroker)
    {
        await using var worker = await WorkerAsync((self, job, _) => self.ReplyAsync(job, Started));
        var connection = await node.ConnectAsync();
        var running = new ReleaseRun(connection, worker.Exchange, progress, TimeProvider.System).RunAsync(Steps("a:first"), null, CancellationToken.None);
        await Eventually.HoldsAsync(() => progress.Told.Contains("1 started"), "the step has started");

        if (byTheBroker)
        {
            await using var other = await connection.CreateChannelAsync();
            await other.QueueDeleteAsync(worker.Jobs.Single().Properties.ReplyTo!);
        }
        else
        {
            await connection.AbortAsync();
        }

        var result = await running.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal((StepEndKind.Lost, 1), (result.LastEnd.Kind, result.ExitCode));
        Assert.StartsWith("the broker was lost (", result.LastEnd.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_is_closed_before_is_said()
    {
        var connection = await node.ConnectAsync();
        await connection.CloseAsync();

        var run = new ReleaseRun(connection, "re", progress, TimeProvider.System);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => run.RunAsync(Steps("a:b"), null, CancellationToken.None));
        Assert.StartsWith("nothing was sent", exception.Message, StringComparison.Ordinal);
        Assert.Empty(progress.Told);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => progress.DisposeAsync().AsTask();

    private static async Task CompleteAsync(ScriptedWorker self, BasicDeliverEventArgs job, string body)
    {
        await self.ReplyAsync(job, Started);
        await self.ReplyAsync(job, Completed);
    }

    private async Task<ScriptedWorker> WorkerAsync(Func<ScriptedWorker, BasicDeliverEventArgs, string, Task> script) =>
        await ScriptedWorker.StartAsync(await node.ConnectAsync(), ["a", "b"], script);

    private Task<ReleaseResult> RunAsync(ScriptedWorker worker, params string[] steps) => RunAsync(worker, null, CancellationToken.None, steps);

    private async Task<ReleaseResult> RunAsync(ScriptedWorker worker, TimeSpan? timeout, CancellationToken stop, params string[] steps)
    {
        await using var connection = await node.ConnectAsync();
        return await new ReleaseRun(connection, worker.Exchange, progress, TimeProvider.System).RunAsync(Steps(steps), timeout, stop).WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
    }

    private static Release Steps(params string[] steps) => Release.Prepare(
        PlaybookFile.Parse(JsonSerializer.Serialize(new { group = "g", execution = new[] { new { hosts = new[] { "h" }, steps } } }), isJson: true), "release", new Dictionary<string, string>());
}
