using System.CommandLine;
using System.Text.Json;
using ReWorkerHost.Cli;
using ReWorkerHost.Configuration;
using ReWorkerHost.Fleet;
using ReWorkerHost.Management;
using ReWorkerHost.Tests.Architecture;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Documentation;

/// <summary>What can be configured and commanded is in the documentation, all of it.</summary>
public sealed class ReferenceTests
{
    private static readonly Document Readme = new("README.md");
    private static readonly Document Reference = new("docs/configuration.md");

    [Fact]
    public void Every_key_of_the_schema_is_in_the_reference()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "host", "plugins.schema.json")));

        Findings.None(
            from key in Keys(schema.RootElement).Distinct()
            where !Reference.Text.Contains($"| `{key}` |", StringComparison.Ordinal)
            select $"{Reference.Path} has no row for {key}");
    }

    [Fact]
    public void Every_key_of_the_settings_is_in_the_reference() => Findings.None(
        from key in Known("Host", configuration => HostSettings.Read(configuration))
            .Concat(Known("RabbitMQ", configuration => BrokerSettings.Read(configuration)).Where(key => key != "RabbitMQ:Tls"))
            .Concat(Known("Fleet", configuration => FleetSettings.Read(configuration, BrokerSettings.Read(configuration))))
            .Concat(Known("Http", configuration => HttpSettings.Read(configuration)))
            .Concat(Known("Metrics", configuration => MetricsSettings.Read(configuration)))
            .Concat(Known("RabbitMQ:Tls", configuration => BrokerSettings.Read(configuration)))
        where !Reference.Text.Contains($"| `{key}` |", StringComparison.Ordinal)
        select $"{Reference.Path} has no row for {key}");

    [Fact]
    public void Every_command_and_option_is_in_the_README() => Findings.None(
        from command in Commands(CommandTree.Create(RunCommand.Create()))
        from name in command.Options.Where(option => !option.Hidden).SelectMany(option => option.Aliases.Prepend(option.Name)).Where(name => !name.StartsWith('/'))
            .Append($"reworkerhost {(command is RootCommand ? "run" : command.Name)}")
        where !Readme.Text.Contains(name, StringComparison.Ordinal)
        select $"{Readme.Path} says nothing of {name}");

    [Fact]
    public void Every_example_of_plugins_json_can_be_used()
    {
        using var folder = new TemporaryFolder();
        var examples = Readme.Blocks("json").Concat(Reference.Blocks("json")).Concat(new Document("docs/security.md").Blocks("json")).Where(block => block.Contains("\"plugins\"", StringComparison.Ordinal)).ToList();

        Assert.Equal(3, examples.Count);
        Assert.All(examples, example => PluginsFile.Read(folder.Write("plugins.json", example)));
    }

    [Fact]
    public void The_request_on_the_wire_is_one_that_hosts_read()
    {
        var request = JsonSerializer.Deserialize<FleetRequest>(Assert.Single(new Document("docs/operating.md").Blocks("json")), ManagementJson.Options)!;

        Assert.Equal((FleetQuestion.Order, "re@desk"), (request.Question, request.Caller));
        Assert.Equal(new ControlRequest(ControlVerb.Pause, "noop"), request.Order);
    }

    /// <summary>The names of all properties that a schema knows.</summary>
    private static IEnumerable<string> Keys(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object) return [];
        var own = schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().Select(property => property.Name) : [];
        return own.Concat(schema.EnumerateObject().SelectMany(member => Keys(member.Value)));
    }

    /// <summary>The keys of a section, as the error of an unknown one names them.</summary>
    private static IEnumerable<string> Known(string section, Action<Microsoft.Extensions.Configuration.IConfiguration> read)
    {
        var settings = SettingsSources.Build(new Dictionary<string, string?> { [$"{section}:qqqqqqqqqqqq"] = "1" });
        var error = Assert.Single(Assert.Throws<ConfigurationException>(() => read(settings)).Errors);
        return error.Split("known are ")[1].Split(", ").Select(key => $"{section}:{key}");
    }

    private static IEnumerable<Command> Commands(Command command) => command.Subcommands.SelectMany(Commands).Prepend(command);
}
