using System.CommandLine;
using ReWorkerHost.Configuration;
using ReWorkerHost.Playbooks;

namespace ReWorkerHost.Cli;

/// <summary>Tells before a release what would go wrong in it: everything that can be known without running a step.</summary>
/// <param name="elsewhere">The names of workers that other hosts serve.</param>
/// <param name="isStrict">Warnings are problems.</param>
internal sealed class PlaybookCheck(IReadOnlyList<string> elsewhere, bool isStrict)
{
    private const int Unreadable = 2;

    /// <summary>Checks playbooks and says what was found.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> files, IReadOnlyDictionary<string, string> dynamic, HostConfiguration configuration, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var playbooks = new List<CheckedPlaybook>();
        foreach (var file in files) playbooks.Add(await CheckedPlaybook.ReadAsync(file, dynamic, cancellationToken).ConfigureAwait(false));
        var steps = playbooks.SelectMany(playbook => playbook.Steps).ToList();
        var found = await PluginInspection.RunAsync(configuration, plan => steps.ForEach(step => step.HoldTo(plan))).ConfigureAwait(false);
        foreach (var (plugin, reason) in found.Problems) await console.Error.WriteLineAsync($"{plugin} can't be used: {reason}").ConfigureAwait(false);
        foreach (var step in steps)
        {
            if (!step.IsServed && !elsewhere.Contains(step.Step.Name.Command)) step.Add(Unserved(step.Step.Name, found));
            WarnOfTransports(step, found);
        }

        foreach (var playbook in playbooks) await WriteAsync(playbook, console.Output).ConfigureAwait(false);
        if (playbooks.Any(playbook => playbook.IsUnreadable)) return Unreadable;
        return playbooks.SelectMany(playbook => playbook.Findings).Any(IsProblem) ? 1 : 0;
    }

    private bool IsProblem(CheckFinding finding) => isStrict || !finding.IsWarning;

    private async Task WriteAsync(CheckedPlaybook playbook, TextWriter output)
    {
        foreach (var finding in playbook.Findings)
        {
            var place = finding.Line is { } line ? $"{playbook.Path} line {line}" : playbook.Path;
            await output.WriteLineAsync(SafeText.Line($"{place}: {(IsProblem(finding) ? "" : "warning: ")}{finding.Text}")).ConfigureAwait(false);
        }

        if (playbook.IsUnreadable) return;
        var (problems, warnings) = (playbook.Findings.Count(IsProblem), playbook.Findings.Count(finding => !IsProblem(finding)));
        var counts = string.Join(", ", [.. problems > 0 ? [Count(problems, "problem")] : Array.Empty<string>(), .. warnings > 0 ? [Count(warnings, "warning")] : Array.Empty<string>()]);
        await output.WriteLineAsync(SafeText.Line($"{playbook.Path}: {(counts.Length > 0 ? counts : "ok")} in {Count(playbook.Steps.Count, "step")}")).ConfigureAwait(false);
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private string Unserved(StepName name, PluginInspection found)
    {
        var text = $"no worker here serves {name.RoutingKey}";
        if (found.Desired.Disabled.Contains(name.Command, StringComparer.OrdinalIgnoreCase)) return $"{text}: the plugin {name.Command} is switched off in plugins.json";
        if (found.Problems.Any(problem => problem.Key.Equals(name.Command, StringComparison.OrdinalIgnoreCase))) return $"{text}: the plugin {name.Command} can't be used";
        string[] known = [.. Keys(found, "worker."), .. elsewhere];
        var hint = known.Length == 0 ? "no worker is here at all" : NearestName.Suggest(name.Command, known);
        return $"{text}; {hint} (--elsewhere {name.Command} if another host serves it)";
    }

    /// <summary>A notification that nobody takes is lost, and the step goes on all the same.</summary>
    private void WarnOfTransports(StepCheck step, PluginInspection found)
    {
        foreach (var transport in step.Step.Notify.SelectMany(phase => phase.Value?.AsObject() ?? []).Select(transport => transport.Key).Distinct())
        {
            var key = $"notify.{transport}";
            if (elsewhere.Contains(transport) || found.Plans.Any(plan => plan.Value.Bindings.Any(binding => RoutingKey.Matches(binding, key)))) continue;
            var nearest = NearestName.Of(transport, Keys(found, "notify."));
            step.Add($"notify: no worker here serves {key}, so these notifications are lost{(nearest is null ? "" : $"; did you mean {nearest}?")}", "notify", isWarning: true);
        }
    }

    private static IEnumerable<string> Keys(PluginInspection found, string prefix) =>
        from plan in found.Plans
        from binding in plan.Value.Bindings
        where binding.StartsWith(prefix, StringComparison.Ordinal) && !binding.AsSpan().ContainsAny("*#")
        select binding[prefix.Length..];
}
