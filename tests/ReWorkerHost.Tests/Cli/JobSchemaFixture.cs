using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Json.Schema;
using ReWorkerHost.Cli;
using ReWorkerHost.Execution;
using ReWorkerHost.Tests.Configuration;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Workers;

namespace ReWorkerHost.Tests.Cli;

/// <summary>The shipped workers and one with every rule, loaded, and the schema of their jobs.</summary>
public sealed class JobSchemaFixture : IAsyncLifetime
{
    private readonly PluginsOnDisk disk = new();
    private readonly ConcurrentDictionary<string, JsonSchema> schemas = new();

    /// <summary>Formats are held to as well.</summary>
    public static EvaluationOptions Strict { get; } = new() { RequireFormatValidation = true };

    internal IReadOnlyList<ILoadedWorker> Workers { get; private set; } = [];

    /// <summary>The schema as JSON.</summary>
    public JsonObject Document { get; private set; } = [];

    /// <summary>The schema of all jobs.</summary>
    public JsonSchema Schema { get; private set; } = JsonSchema.Empty;

    /// <summary>The schema of one worker's jobs alone, which is quicker to ask.</summary>
    public JsonSchema Of(string worker) => schemas.GetOrAdd(worker, _ =>
    {
        var document = Document.DeepClone().AsObject();
        var own = document["$defs"]!.AsObject().Where(job => job.Key.StartsWith($"{worker}:", StringComparison.Ordinal));
        document["anyOf"] = new JsonArray([.. own.Select(job => new JsonObject { ["$ref"] = $"#/$defs/{Uri.EscapeDataString(job.Key)}" })]);
        return JsonSchema.FromText(document.ToJsonString());
    });

    public async Task InitializeAsync()
    {
        disk.CompileFixture("rules");
        disk.Compile("messages", """public sealed class Messages : NotificationWorker { public override Task NotifyAsync(Notification notification, CancellationToken cancellationToken) => Task.CompletedTask; }""");
        string[] shipped = ["command", "httprequest", "megafrobber", "noop", "output", "sleep"];
        foreach (var project in shipped) disk.Copy(project);
        WorkerTemplate.Compile(disk["greeter"]);
        var options = PluginsFileText.Read("{}").Resolve("any", "worker");
        var plans = new List<WorkerPlan>();
        foreach (var name in (string[])[.. shipped, "greeter", "rules", "messages"])
        {
            var plugin = await disk.LoadAsync(name, name == "output" ? new { output_dir = disk["output-files"] } : null);
            plans.AddRange(plugin.Workers.Select(worker => new WorkerPlan(worker, $"worker.{worker.Description.Name}", worker.Description.Bindings, options)));
        }

        Workers = [.. plans.Select(plan => plan.Worker)];
        Document = JobSchema.Of(plans);
        Schema = JsonSchema.FromText(Document.ToJsonString());
    }

    public async Task DisposeAsync() => await disk.DisposeAsync();
}
