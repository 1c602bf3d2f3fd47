using System.Text.Json;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Noop;

/// <summary>
/// Does nothing: for trying out a release, and for measuring the host. The subcommand <c>Fail</c> fails and every other succeeds;
/// the step's own parameters come back as the reply's <c>data</c>.
/// </summary>
/// <remarks>It takes the step as JSON, which costs the least: no parameters are bound and no method is looked up.</remarks>
[Worker("noop", Description = "Does nothing: Fail fails, every other subcommand succeeds and echoes its parameters.")]
public sealed class NoopWorker : Worker
{
    private const string Failing = "Fail";
    private static readonly Task<object?> Nothing = Task.FromResult<object?>(null);

    /// <inheritdoc/>
    public override Task<object?> ExecuteAsync(StepContext step)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (string.Equals(step.Subcommand, Failing, StringComparison.OrdinalIgnoreCase))
        {
            throw new StepFailedException($"noop failed, as the subcommand {Failing} asks it to");
        }

        Dictionary<string, JsonElement>? echo = null;
        foreach (var parameter in step.Parameters.EnumerateObject())
        {
            if (!IsTheEngines(parameter.Name)) (echo ??= [])[parameter.Name] = parameter.Value;
        }

        // Without parameters there must be no data at all: a pre-deploy check compares the whole reply.
        return echo is null ? Nothing : Task.FromResult<object?>(echo);
    }

    /// <summary>The keys that the Release Engine sets; every other is the playbook's.</summary>
    private static bool IsTheEngines(string key) => key is "command" or "subcommand" or "hosts" or "dynamic";
}
