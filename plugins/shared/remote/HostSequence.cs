using ReWorkerHost.Abstractions;
using ReWorkerHost.Plugins.Processes;

namespace ReWorkerHost.Plugins.Remote;

/// <summary>Runs a script on a step's hosts, one after another, and stops where it fails: a release must not break the hosts that are left.</summary>
public sealed class HostSequence
{
    private readonly RemoteOptions options;
    private readonly SessionLauncher launcher;

    /// <summary>A sequence by the plugin's settings.</summary>
    public HostSequence(RemoteOptions options, SessionLauncher launcher)
    {
        this.options = options;
        this.launcher = launcher;
    }

    /// <summary>The machines that a step is for.</summary>
    /// <exception cref="StepFailedException">Some of its hosts can't be used.</exception>
    internal IReadOnlyList<Target> Targets(StepContext step) => Target.Read(step.Hosts, options);

    /// <summary>Runs it.</summary>
    /// <param name="targets">The machines.</param>
    /// <param name="create">Makes the script, a new one for each machine.</param>
    /// <param name="read">Reads what a script wrote into what is reported of its host.</param>
    /// <param name="step">The step, which hears of each host.</param>
    /// <param name="cancellationToken">Ends the script that runs.</param>
    /// <exception cref="StepFailedException">It failed on a host; the data tells what became of each.</exception>
    internal async Task<HostsReport> RunAsync(
        IReadOnlyList<Target> targets, Func<Script> create, Func<ScriptResult, HostReport> read, StepContext step, CancellationToken cancellationToken)
    {
        var reports = targets.ToDictionary(target => target.Host, object (_) => new HostReport { Outcome = HostOutcome.NotBegun });
        var starts = targets.Select(target => ShellStart.Create(target, options.Ssh, launcher)).ToList(); // what can't be started is told before anything is done
        foreach (var (target, start) in targets.Zip(starts))
        {
            var result = await new ScriptRun(start, create(), step.Logger).RunAsync(cancellationToken).ConfigureAwait(false);
            var failure = result.Failure(target);
            if (failure is not null)
            {
                reports[target.Host] = read(result) with { Outcome = HostOutcome.Failed, Error = failure };
                var whole = Explain(targets, target, failure);
                await step.Output.ErrorAsync(whole, cancellationToken).ConfigureAwait(false);
                throw new StepFailedException(whole, new HostsReport { Error = whole, Hosts = reports });
            }

            reports[target.Host] = read(result);
            foreach (var line in result.Lines.DefaultIfEmpty("done")) await step.Output.InfoAsync($"{target.Host}: {line}", cancellationToken).ConfigureAwait(false);
        }

        return new HostsReport { Hosts = reports };
    }

    private static string Explain(IReadOnlyList<Target> targets, Target failed, string failure)
    {
        var place = targets.TakeWhile(target => target != failed).Count();
        var done = targets.Take(place).Select(target => target.Host).ToList();
        var left = targets.Skip(place + 1).Select(target => target.Host).ToList();
        return string.Concat(
            $"{failed.Host}: {failure}",
            done.Count > 0 ? $"; done: {string.Join(", ", done)}" : "",
            left.Count > 0 ? $"; not begun: {string.Join(", ", left)}" : "");
    }
}
