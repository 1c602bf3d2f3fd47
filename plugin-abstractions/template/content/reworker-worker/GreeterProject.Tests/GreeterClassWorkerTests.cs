using ReWorkerHost.Abstractions;
using ReWorkerHost.Testing;

namespace GreeterNamespace.Tests;

public sealed class GreeterClassWorkerTests
{
    [Fact]
    public async Task A_person_is_greeted()
    {
        await using var worker = await WorkerHarness.CreateAsync<GreeterClassWorker>();

        var result = await worker.RunAsync("Greet", new { name = "you", times = 2 });

        Assert.Equal("""{"text":"Hello, you! Hello, you!"}""", result.AssertCompleted());
        Assert.Equal(new SentOutput(OutputLevel.Info, "Greeting you"), Assert.Single(result.Output));
    }

    [Fact]
    public async Task The_greeting_can_be_set()
    {
        await using var worker = await WorkerHarness.CreateAsync<GreeterClassWorker>(new { greeting = "Good morning" });

        var result = await worker.RunAsync("Greet", new { name = "you" });

        Assert.Equal("Good morning, you!", result.AssertCompleted<Greeting>().Text);
    }

    [Fact]
    public async Task Nobody_is_not_greeted()
    {
        await using var worker = await WorkerHarness.CreateAsync<GreeterClassWorker>();

        var result = await worker.RunAsync("Greet", new { name = "nobody" });

        Assert.Equal("there is nobody to greet: give another name", result.AssertFailed());
    }

    [Fact]
    public async Task Parameters_that_cannot_be_used_are_refused_before_the_step_starts()
    {
        await using var worker = await WorkerHarness.CreateAsync<GreeterClassWorker>();

        var result = await worker.RunAsync("Greet", new { times = 4 });

        Assert.Equal("invalid parameters: name: it is missing, expected a string; times: The field times must be between 1 and 3.", result.AssertRefused());
    }

    [Fact]
    public async Task Settings_that_cannot_work_are_refused()
    {
        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => WorkerHarness.CreateAsync<GreeterClassWorker>(new { greeting = "" }));

        Assert.Contains("settings.greeting: expected 1 to 100 characters", refusal.Message);
    }
}
