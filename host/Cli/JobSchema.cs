using System.Text.Json.Nodes;
using ReWorkerHost.Binding;
using ReWorkerHost.Execution;
using ReWorkerHost.Workers;

namespace ReWorkerHost.Cli;

/// <summary>
/// The jobs that workers take, as one JSON Schema (draft 2020-12): a definition for each <c>worker:Subcommand</c>, with the step's
/// <c>parameters</c> and the release's <c>dynamic</c> values.
/// </summary>
internal static class JobSchema
{
    private const string About =
        "Each definition is a job for one subcommand. A step's parameters are in its 'parameters', the release's dynamic values in 'dynamic'. "
        + "'properties' has the canonical names; keys match ignoring case and underscores, and 'patternProperties' holds other spellings to the same rules. "
        + "Unknown keys are no error. Rules that a class checks by itself, or the worker in its Validate, are not in here.";

    /// <summary>Makes the schema.</summary>
    public static JsonObject Of(IReadOnlyList<WorkerPlan> plans)
    {
        var jobs = new JsonObject();
        foreach (var plan in plans)
        {
            foreach (var subcommand in Subcommands(plan.Worker.Description)) Add(jobs, plan, subcommand);
        }

        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = "Jobs that the workers of this host take", ["description"] = About };
        if (jobs.Count == 0) schema["not"] = new JsonObject(); // there is no worker, so there is no job
        else schema["anyOf"] = new JsonArray([.. jobs.Select(job => Reference(job.Key))]);
        jobs["envelope"] = Envelope();
        jobs["step"] = Step();
        schema["$defs"] = jobs;
        return schema;
    }

    /// <summary>The members of an enum, where a schema is that of one.</summary>
    public static IEnumerable<JsonNode> Choices(JsonObject schema) => schema["anyOf"] is JsonArray any
        ? any.SelectMany(part => part!["const"] is not null ? [part] : part["anyOf"] is not null ? Choices(part.AsObject()) : [])
        : [];

    private static IEnumerable<SubcommandDescription> Subcommands(WorkerDescription worker) => worker switch
    {
        { Kind: WorkerKind.Output } => [],
        { Kind: WorkerKind.Notifications } => [new SubcommandDescription("*", worker.Description, [])],
        { Subcommands.Count: 0 } => [new SubcommandDescription("*", worker.Description, [])],
        _ => worker.Subcommands,
    };

    private static JsonObject Reference(string job) => new() { ["$ref"] = $"#/$defs/{LooseKeys.Step(job)}" };

    private static void Add(JsonObject jobs, WorkerPlan plan, SubcommandDescription subcommand)
    {
        var worker = plan.Worker.Description;
        var name = $"{worker.Name}:{subcommand.Name}";
        var place = $"/$defs/{LooseKeys.Step(name)}/properties";
        var parameters = worker.Kind == WorkerKind.Notifications ? Notification() : Keys(subcommand, isDynamic: false, $"{place}/parameters");
        var own = parameters["properties"]!.AsObject();
        Merge(own, "command", Command(plan));
        Merge(own, "subcommand", Name(subcommand.Name, worker.Subcommands));
        parameters["$ref"] = "#/$defs/step";
        var dynamic = Keys(subcommand, isDynamic: true, $"{place}/dynamic");
        var job = new JsonObject { ["title"] = name, ["$ref"] = "#/$defs/envelope", ["properties"] = new JsonObject { ["parameters"] = parameters, ["dynamic"] = dynamic } };
        if (subcommand.Description is { } about) job["description"] = about;
        if (subcommand.Parameters.Any(parameter => parameter is { IsDynamic: true, IsRequired: true })) job["required"] = new JsonArray("dynamic");
        else if (dynamic["properties"]!.AsObject().Count == 0) job["properties"]!.AsObject().Remove("dynamic");
        else dynamic["type"] = new JsonArray("object", "null");
        jobs[name] = job;
    }

    private static JsonObject Keys(SubcommandDescription subcommand, bool isDynamic, string place)
    {
        var schema = ObjectSchema.Of([.. subcommand.Parameters.Where(parameter => parameter.IsDynamic == isDynamic)]);
        LooseKeys.Allow(schema, place);
        return schema;
    }

    /// <summary>A parameter may have the name of a key that every job has. Then its value must do for both.</summary>
    private static void Merge(JsonObject properties, string key, JsonObject schema)
    {
        if (properties[key] is not JsonObject own) properties[key] = schema;
        else if (own["allOf"] is JsonArray all) all.Add(schema);
        else own["allOf"] = new JsonArray(schema);
    }

    /// <summary>The commands whose routing keys lead to the worker; with a wildcard among them, any.</summary>
    private static JsonObject Command(WorkerPlan plan)
    {
        var commands = plan.Bindings.Where(binding => binding.StartsWith("worker.", StringComparison.Ordinal)).Select(binding => binding["worker.".Length..]).ToList();
        if (commands.Count == 0 || plan.Bindings.Any(binding => binding.AsSpan().ContainsAny("*#"))) return new JsonObject { ["type"] = "string" };
        return commands.Count == 1 ? new JsonObject { ["const"] = commands[0] } : new JsonObject { ["enum"] = new JsonArray([.. commands.Select(command => (JsonNode?)command)]) };
    }

    private static JsonObject Name(string subcommand, IReadOnlyList<SubcommandDescription> all)
    {
        if (subcommand != "*") return new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["const"] = subcommand }, new JsonObject { ["type"] = "string", ["pattern"] = NamePattern.IgnoringCase(subcommand) }) };
        var any = new JsonObject { ["type"] = "string", ["minLength"] = 1 };
        var others = all.Where(other => other.Name != "*").Select(other => (JsonNode?)new JsonObject { ["pattern"] = NamePattern.IgnoringCase(other.Name) }).ToArray();
        if (others.Length > 0) any["not"] = new JsonObject { ["anyOf"] = new JsonArray(others) };
        return any;
    }

    /// <summary>A notification worker that is used as a step takes a notification's keys, spelled just so.</summary>
    private static JsonObject Notification() => JsonNode.Parse("""
        {
          "type": "object",
          "properties": { "slug": { "type": "string" }, "message": { "type": "string" }, "phase": { "type": "string" }, "target": { "type": "array", "items": { "type": "string" } } },
          "required": ["slug", "message", "phase", "target"]
        }
        """)!.AsObject();

    /// <summary>What the parameters of every step hold.</summary>
    private static JsonObject Step() => JsonNode.Parse("""
        {
          "type": "object",
          "properties": {
            "command": { "description": "The worker.", "type": ["string", "null"] },
            "subcommand": { "description": "What it shall do; case is ignored.", "type": "string", "minLength": 1 },
            "hosts": { "description": "The hosts that the step is for.", "type": ["array", "null"], "items": { "type": "string" } },
            "dynamic": { "description": "The names of the dynamic values that the step needs; each must be in the job's 'dynamic'.", "type": ["array", "null"], "items": { "type": "string" } }
          },
          "required": ["subcommand"]
        }
        """)!.AsObject();

    /// <summary>What every job holds.</summary>
    private static JsonObject Envelope() => JsonNode.Parse("""
        {
          "type": "object",
          "properties": {
            "group": { "description": "Who owns the playbook.", "type": ["string", "null"] },
            "parameters": { "$ref": "#/$defs/step" },
            "dynamic": { "description": "The release's dynamic values, by name.", "type": ["object", "null"] },
            "notify": {
              "description": "Whom to notify: phase, transport, targets.",
              "type": ["object", "null"],
              "additionalProperties": { "type": ["object", "null"], "additionalProperties": { "type": "array", "items": { "type": "string" } } }
            }
          },
          "required": ["parameters"]
        }
        """)!.AsObject();
}
