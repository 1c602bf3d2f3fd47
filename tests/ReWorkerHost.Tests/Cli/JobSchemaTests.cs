using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using ReWorkerHost.Execution;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Cli;

/// <summary>The schema of <c>describe --format schema</c> says yes and no to the same jobs as the host's binder.</summary>
public sealed class JobSchemaTests(JobSchemaFixture fixture) : IClassFixture<JobSchemaFixture>
{
    [Fact]
    public void It_is_a_valid_JSON_Schema_of_every_worker()
    {
        Assert.True(MetaSchemas.Draft202012.Evaluate(fixture.Document).IsValid);
        Assert.Equal(
            ["command:Run", "envelope", "greeter:Greet", "httprequest:Delete", "httprequest:Get", "httprequest:Post", "httprequest:Put", "megafrobber:Frob", "messages:*", "noop:*", "rules:*", "rules:Held", "rules:Needy", "rules:Types", "sleep:*", "step"],
            fixture.Document["$defs"]!.AsObject().Select(job => job.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(JobCases.All), MemberType = typeof(JobCases))]
    public void It_takes_and_refuses_what_the_binder_takes_and_refuses(string step, string parameters, string dynamic, bool isGood)
    {
        var (command, subcommand) = (step.Split(':')[0], step.Split(':')[1]);
        var all = JsonNode.Parse(parameters)!.AsObject();
        all["command"] = command;
        all["subcommand"] = subcommand;
        var job = new JsonObject { ["group"] = "g", ["parameters"] = all, ["dynamic"] = JsonNode.Parse(dynamic), ["notify"] = new JsonObject() };

        var problems = Problems(command, subcommand, all, dynamic);

        Assert.True(isGood == (problems.Count == 0), string.Join("; ", problems));
        Assert.True(isGood == fixture.Of(WorkerOf(command)).Evaluate(job, JobSchemaFixture.Strict).IsValid, $"the schema says {!isGood}");
    }

    [Theory]
    [InlineData("""{ "parameters": { "subcommand": "Frob", "thing": "x" } }""", true)]
    [InlineData("""{ "parameters": { "subcommand": "Frob", "hosts": null, "dynamic": [], "COMMAND": 1 }, "unknown": true }""", true)]
    [InlineData("""{ "parameters": { "subcommand": "Frob", "hosts": [1] } }""", false)]
    [InlineData("""{ "parameters": { "subcommand": "" } }""", false)]
    [InlineData("""{ "parameters": { } }""", false)]
    [InlineData("""{ "group": "g" }""", false)]
    [InlineData("""{ "parameters": { "subcommand": "Frob" }, "notify": { "failed": { "irc": ["a"] }, "started": null } }""", true)]
    [InlineData("""{ "parameters": { "subcommand": "Frob" }, "notify": { "failed": { "irc": "a" } } }""", false)]
    [InlineData("""{ "parameters": { "subcommand": "Frob" }, "dynamic": [] }""", false)]
    public void It_takes_and_refuses_jobs_as_the_host_reads_them(string job, bool isGood)
    {
        var read = JobReader.Read(JsonElement.Parse(job));

        Assert.True(isGood == (read.Problems.Count == 0), string.Join("; ", read.Problems));
        Assert.Equal(isGood, fixture.Of("megafrobber").Evaluate(JsonNode.Parse(job), JobSchemaFixture.Strict).IsValid);
    }

    [Fact]
    public void Every_parameter_of_the_shipped_workers_is_in_it_with_what_describe_says() => Assert.All(
        fixture.Workers.Where(worker => worker.Description.Name != "rules").SelectMany(worker => worker.Description.Subcommands.Select(subcommand => (worker.Description.Name, subcommand))),
        entry => Assert.All(entry.subcommand.Parameters, parameter =>
        {
            var property = fixture.Document["$defs"]![$"{entry.Name}:{entry.subcommand.Name}"]!["properties"]!["parameters"]!["properties"]![parameter.Name]!;
            Assert.Equal(parameter.Description, property["description"]?.GetValue<string>());
            Assert.Equal(parameter.Default, property["default"]?.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        }));

    [Fact]
    public void As_a_whole_it_takes_a_job_of_any_of_the_workers_and_no_other()
    {
        Assert.True(fixture.Schema.Evaluate(JsonNode.Parse("""{ "parameters": { "command": "sleep", "subcommand": "Nap", "seconds": 1 }, "dynamic": {} }""")).IsValid);
        Assert.False(fixture.Schema.Evaluate(JsonNode.Parse("""{ "parameters": { "command": "sleep", "subcommand": "Nap", "seconds": "1" }, "dynamic": {} }""")).IsValid);
        Assert.False(fixture.Schema.Evaluate(JsonNode.Parse("""{ "parameters": { "command": "other", "subcommand": "Nap", "seconds": 1 }, "dynamic": {} }""")).IsValid);
    }

    /// <summary>The worker that takes a command: one has two.</summary>
    private static string WorkerOf(string command) => command == "regeln" ? "rules" : command;

    private IReadOnlyList<string> Problems(string command, string subcommand, JsonObject parameters, string dynamic)
    {
        var worker = fixture.Workers.Single(worker => worker.Description.Name == WorkerOf(command));
        var values = JsonElement.Parse(dynamic).EnumerateObject().ToDictionary(value => value.Name, value => value.Value, StringComparer.OrdinalIgnoreCase);
        return worker.Check(new StepRequest("1", null, "g", command, subcommand, [], JsonElement.Parse(parameters.ToJsonString()), values, []), []);
    }
}
