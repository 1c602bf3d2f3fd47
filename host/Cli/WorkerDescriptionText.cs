using System.Text;
using System.Text.Json;
using ReWorkerHost.Binding;
using ReWorkerHost.Execution;
using ReWorkerHost.Workers;

namespace ReWorkerHost.Cli;

/// <summary>Writes what workers say of themselves.</summary>
internal static class WorkerDescriptionText
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the workers in a format.</summary>
    public static string Write(IReadOnlyList<WorkerPlan> plans, DescriptionFormat format) => format switch
    {
        DescriptionFormat.Json => AsJson(plans),
        DescriptionFormat.Markdown => AsMarkdown(plans),
        DescriptionFormat.Schema => JobSchema.Of(plans).ToJsonString(Json) + Environment.NewLine,
        _ => AsText(plans),
    };

    private static string AsText(IReadOnlyList<WorkerPlan> plans)
    {
        var text = new StringBuilder();
        foreach (var plan in plans)
        {
            var worker = plan.Worker.Description;
            text.AppendLine($"{worker.Name}  {worker.Description}").AppendLine($"  queue {plan.Queue}, bound by {string.Join(", ", plan.Bindings)}");
            foreach (var subcommand in worker.Subcommands)
            {
                text.AppendLine($"  {worker.Name}:{subcommand.Name}  {subcommand.Description}");
                foreach (var parameter in subcommand.Parameters)
                {
                    text.AppendLine($"    {parameter.Name}: {Rules(parameter)}{(parameter.Description is { } about ? $". {about}" : "")}");
                    foreach (var (value, means) in Choices(parameter)) text.AppendLine($"      {value}: {means}");
                }
            }

            if (worker.Subcommands.Count == 0 && worker.Kind == WorkerKind.Steps) text.AppendLine($"  {worker.Name}:<any>");
        }

        return text.ToString();
    }

    private static string AsMarkdown(IReadOnlyList<WorkerPlan> plans)
    {
        var text = new StringBuilder();
        foreach (var plan in plans)
        {
            var worker = plan.Worker.Description;
            text.AppendLine($"## {worker.Name}").AppendLine();
            if (worker.Description is { } about) text.AppendLine(about).AppendLine();
            text.AppendLine($"Queue `{plan.Queue}`, bound by {string.Join(", ", plan.Bindings.Select(binding => $"`{binding}`"))}.").AppendLine();
            foreach (var subcommand in worker.Subcommands)
            {
                text.AppendLine($"### {worker.Name}:{subcommand.Name}").AppendLine();
                if (subcommand.Description is { } does) text.AppendLine(does).AppendLine();
                if (subcommand.Parameters.Count == 0) continue;
                text.AppendLine("| parameter | value | |").AppendLine("| --- | --- | --- |");
                foreach (var parameter in subcommand.Parameters) text.AppendLine($"| `{parameter.Name}` | {Cell(Rules(parameter))} | {Cell(About(parameter))} |");
                text.AppendLine();
            }
        }

        return text.ToString();
    }

    private static string AsJson(IReadOnlyList<WorkerPlan> plans) => JsonSerializer.Serialize(
        plans.Select(plan => new
        {
            plan.Worker.Description.Name,
            plan.Worker.Description.Description,
            Kind = plan.Worker.Description.Kind.ToString(),
            plan.Queue,
            plan.Bindings,
            Subcommands = plan.Worker.Description.Subcommands.Select(subcommand => new
            {
                subcommand.Name,
                subcommand.Description,
                Parameters = subcommand.Parameters.Select(parameter => new
                {
                    parameter.Name,
                    parameter.Type,
                    parameter.IsRequired,
                    parameter.IsDynamic,
                    parameter.Default,
                    parameter.Bounds,
                    parameter.Description,
                }),
            }),
        }),
        Json) + Environment.NewLine;

    private static string Rules(ParameterDescription parameter)
    {
        var parts = new List<string> { parameter.Type };
        if (parameter.IsDynamic) parts.Add("a dynamic value");
        if (parameter.IsRequired) parts.Add("required");
        else if (parameter.Default is { } value) parts.Add($"default {value}");
        return string.Join(", ", parts.Concat(parameter.Bounds.Select(bound => bound.TrimEnd('.'))));
    }

    private static string About(ParameterDescription parameter) =>
        string.Join("<br>", Choices(parameter).Select(choice => $"`{choice.Value}`: {choice.Means}").Prepend(parameter.Description ?? "").Where(text => text.Length > 0));

    /// <summary>The members of an enum that say what they mean.</summary>
    private static IEnumerable<(string Value, string Means)> Choices(ParameterDescription parameter) =>
        from choice in JobSchema.Choices(parameter.Schema)
        where choice["description"] is not null
        select (choice["const"]!.GetValue<string>(), choice["description"]!.GetValue<string>());

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
