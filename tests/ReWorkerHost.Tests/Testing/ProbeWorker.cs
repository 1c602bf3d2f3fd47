using Microsoft.Extensions.Logging;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Tests.Testing;

/// <summary>A worker that does all that a worker can do; the tests run it in the harness and in a daemon.</summary>
[Worker("probe")]
public sealed class ProbeWorker(ProbeOptions options, PluginLifetime lifetime, ILogger<ProbeWorker> logger) : Worker
{
    public override void Validate(StepContext step, object? parameters)
    {
        if (parameters is ProbeParameters { Name: "nobody" }) throw new StepFailedException("name: there is nobody of this name");
    }

    [Subcommand]
    public async Task<object> Greet(ProbeParameters parameters, StepContext step, CancellationToken cancellationToken)
    {
        logger.LogInformation("Greeting {Name}", parameters.Name);
        await step.Output.DebugAsync("a detail", cancellationToken);
        await step.Output.WarningAsync($"Grüße an {parameters.Name}", cancellationToken);
        await step.Notify.SendAsync("irc", new Notification(new string('s', 100), "text", "completed", ["#crew"]), cancellationToken);
        return new { Text = $"{options.Greeting}, {parameters.Name}!", parameters.Times, parameters.Environment, parameters.Day, step.Hosts, step.Group };
    }

    [Subcommand]
    public Task Nothing() => Task.CompletedTask;

    [Subcommand]
    public Task Fail() => throw new StepFailedException("it can't be done: \"try\" again", new InvalidOperationException("the cause"));

    [Subcommand]
    public Task FailWithData() => throw new StepFailedException("no", new { ExitCode = 3 });

    [Subcommand]
    public Task Fault() => throw new InvalidOperationException("a secret");

    [Subcommand]
    public async Task Wait(CancellationToken cancellationToken) => await Task.Delay(Timeout.Infinite, cancellationToken);

    [Subcommand]
    public async Task<string> EndWhenCancelled(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return "ended in time";
    }

    /// <summary>Heeds no token but the plugin's.</summary>
    [Subcommand]
    public async Task Linger() => await Task.Delay(Timeout.Infinite, lifetime.Stopping);
}
