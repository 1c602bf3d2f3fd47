using System.Text.Json;
using ReWorkerHost.Binding;
using ReWorkerHost.Configuration;
using ReWorkerHost.Execution;
using ReWorkerHost.Playbooks;
using ReWorkerHost.Workers;

namespace ReWorkerHost.Cli;

/// <summary>Holds one step of a playbook to the worker it is for, with the host's own binder. Nothing of the worker's runs.</summary>
/// <param name="step">The step.</param>
/// <param name="group">The playbook's owner.</param>
/// <param name="hosts">The hosts that it is for.</param>
/// <param name="given">The dynamic values that are known.</param>
internal sealed class StepCheck(PlaybookStep step, string group, IReadOnlyList<string> hosts, IReadOnlyDictionary<string, string> given)
{
    private readonly List<CheckFinding> findings = [];

    /// <summary>The step.</summary>
    public PlaybookStep Step => step;

    /// <summary>A worker of this host gets it.</summary>
    public bool IsServed { get; private set; }

    /// <summary>What was found so far.</summary>
    public IReadOnlyList<CheckFinding> Findings => findings;

    /// <summary>Notes what is wrong with the step as a whole or with one of its keys.</summary>
    public void Add(string text, string? key = null, bool isWarning = false) =>
        findings.Add(new CheckFinding(LineOf(key), $"{step.Path} {step.Name}: {text}", isWarning));

    /// <summary>Holds the step to a worker, if it gets it.</summary>
    public void HoldTo(WorkerPlan plan)
    {
        if (!plan.Bindings.Any(binding => RoutingKey.Matches(binding, step.Name.RoutingKey))) return;
        IsServed = true;
        var worker = plan.Worker.Description;
        var subcommand = Find(worker.Subcommands, step.Name.Subcommand) ?? Find(worker.Subcommands, "*");
        if (subcommand is null && worker.Subcommands.Count > 0)
        {
            Add($"{worker.Name} has no subcommand '{step.Name.Subcommand}'; {NearestName.Suggest(step.Name.Subcommand, [.. worker.Subcommands.Select(known => known.Name)])}");
            return;
        }

        var unknown = subcommand is null ? [] : Unknown(subcommand);
        var promised = step.Dynamic.Where(name => !given.Keys.Contains(name, StringComparer.OrdinalIgnoreCase)).ToList();
        foreach (var error in plan.Worker.Check(Request(), promised)) Add(error + Remedy(error, subcommand, unknown), KeyOf(error));
        foreach (var key in unknown) Warn(key, subcommand!);
    }

    private static SubcommandDescription? Find(IEnumerable<SubcommandDescription> all, string name) =>
        all.FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A subcommand without a class of parameters may read the JSON itself, so there is nothing to compare with.</summary>
    private List<UnknownKey> Unknown(SubcommandDescription subcommand)
    {
        var own = subcommand.Parameters.Where(parameter => !parameter.IsDynamic).ToList();
        return [.. UnknownKey.In(step.Parameters, ObjectSchema.Of(own), "")];
    }

    /// <summary>The step as the host would hand it to the worker.</summary>
    private StepRequest Request()
    {
        var job = JsonElement.Parse(JobBody.Write(group, hosts, step, given));
        var dynamic = job.GetProperty("dynamic").EnumerateObject().ToDictionary(value => value.Name, value => value.Value, StringComparer.OrdinalIgnoreCase);
        return new StepRequest("check", null, group, step.Name.Command, step.Name.Subcommand, hosts, job.GetProperty("parameters"), dynamic, []);
    }

    /// <summary>What may be meant where a value is missing.</summary>
    private string Remedy(string error, SubcommandDescription? subcommand, IReadOnlyList<UnknownKey> unknown)
    {
        if (!error.Contains(": it is missing, expected ", StringComparison.Ordinal)) return "";
        var missing = error.Split(':')[0];
        var isDynamic = subcommand?.Parameters.Any(parameter => parameter.IsDynamic && parameter.Name == missing) == true;
        var meant = NearestName.Of(missing, isDynamic ? step.Dynamic : unknown.Select(key => key.Path));
        return (isDynamic ? "; add it to the step's list 'dynamic'" : "") + (meant is null ? "" : $" ('{meant}' is given; is it meant for this?)");
    }

    private void Warn(UnknownKey key, SubcommandDescription subcommand)
    {
        var text = subcommand.Parameters.Any(parameter => parameter.IsDynamic && ParameterName.Comparer.Equals(parameter.Name, key.Path))
            ? $"{key.Path}: this is a dynamic value, and is ignored as a parameter; name it in the step's list 'dynamic'"
            : $"{key.Path}: this key is not known here and is ignored; {NearestName.Suggest(key.Name, key.Known)}";
        Add(text, KeyOf(key.Path), isWarning: true);
    }

    /// <summary>The first key of a path or of an error.</summary>
    private static string KeyOf(string path) => path.Split([':', '.', '[', ','], 2)[0];

    private int? LineOf(string? key)
    {
        if (key is null) return step.Line;
        foreach (var (name, line) in step.Lines)
        {
            if (ParameterName.Comparer.Equals(name, key)) return line;
        }

        return step.Line;
    }
}
