using System.Text;
using System.Text.Json;
using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Plugins;

namespace ReWorkerHost.Tests.Fixtures;

/// <summary>Has loaded workers carry out steps.</summary>
internal static class Stepping
{
    /// <summary>Runs one step of a plugin's worker.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="step">The step as a playbook has it, such as <c>worker:Subcommand</c>.</param>
    /// <param name="parameters">The step's own parameters as a JSON object.</param>
    /// <param name="sink">What hears of it.</param>
    /// <param name="dynamic">The release's dynamic values as a JSON object.</param>
    /// <param name="problems">What the host has found wrong already.</param>
    /// <param name="hosts">The hosts that it is for; by default <c>a.example.com</c>.</param>
    /// <param name="cancellationToken">Cancels the step.</param>
    public static Task<StepOutcome> RunAsync(
        this ILoadedPlugin plugin, string step, string parameters = "{}", RecordingSink? sink = null, string dynamic = "{}",
        IReadOnlyList<string>? problems = null, IReadOnlyList<string>? hosts = null, CancellationToken cancellationToken = default)
    {
        var names = step.Split(':', 2);
        var request = new StepRequest(
            "job-1", "release-1", "inception", names[0], names[1], hosts ?? ["a.example.com"], JsonElement.Parse(parameters),
            JsonElement.Parse(dynamic).EnumerateObject().ToDictionary(value => value.Name, value => value.Value, StringComparer.OrdinalIgnoreCase), problems ?? []);
        return plugin.Worker(names[0]).ExecuteAsync(request, sink ?? new RecordingSink(), cancellationToken);
    }

    /// <summary>One of a plugin's workers.</summary>
    public static ILoadedWorker Worker(this ILoadedPlugin plugin, string name) => Assert.Single(plugin.Workers, worker => worker.Description.Name == name);

    /// <summary>The data of a step that completed, as JSON text; <see langword="null"/> for none.</summary>
    public static string? Completed(this StepOutcome outcome)
    {
        Assert.True(outcome.Kind == StepOutcomeKind.Completed, $"{outcome.Kind}: {outcome.Text} {outcome.Detail}");
        return outcome.DataText();
    }

    /// <summary>Why a step or a notification failed.</summary>
    public static string Failed(this StepOutcome outcome)
    {
        Assert.True(outcome.Kind == StepOutcomeKind.Failed, $"{outcome.Kind}: {outcome.Text} {outcome.Detail}");
        return outcome.Text!;
    }

    /// <summary>Why a step was refused before it began.</summary>
    /// <param name="run">Runs it; what hears of it hears nothing.</param>
    public static async Task<string> RefusalAsync(Func<RecordingSink, Task<StepOutcome>> run)
    {
        var sink = new RecordingSink();
        var outcome = await run(sink);
        Assert.True(outcome.Kind == StepOutcomeKind.Refused, $"{outcome.Kind}: {outcome.DataText() ?? outcome.Text} {outcome.Detail}");
        Assert.False(sink.Started);
        Assert.Empty(sink.Lines);
        return outcome.Text!;
    }

    /// <summary>The outcome's data as JSON text; <see langword="null"/> for none.</summary>
    public static string? DataText(this StepOutcome outcome) => outcome.Data is null ? null : Encoding.UTF8.GetString(outcome.Data);
}
