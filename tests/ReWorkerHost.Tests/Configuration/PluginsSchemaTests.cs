using NJsonSchema;
using ReWorkerHost.Configuration;

namespace ReWorkerHost.Tests.Configuration;

/// <summary>The schema tells an editor what the reader tells the operator.</summary>
public sealed class PluginsSchemaTests
{
    private static readonly string SchemaFile = Path.Combine(Repository.Root, "host", "plugins.schema.json");
    private static readonly string Shipped = Path.Combine(Repository.Root, "plugins.json");

    /// <summary>What both refuse.</summary>
    public static TheoryData<string> Bad =>
    [
        "[]",
        "null",
        """{ "folders": "x" }""",
        """{ "folder": "" }""",
        """{ "folder": " " }""",
        """{ "folder": 1 }""",
        """{ "folder": null }""",
        """{ "$schema": 1 }""",
        """{ "defaults": [] }""",
        """{ "defaults": { "queue": "q" } }""",
        """{ "defaults": { "bindings": ["a"] } }""",
        """{ "defaults": { "settings": {} } }""",
        """{ "defaults": { "concurrency": 0 } }""",
        """{ "plugins": [] }""",
        """{ "plugins": { "p": null } }""",
        """{ "plugins": { "p": { "enable": true } } }""",
        """{ "plugins": { "p": { "enabled": "yes" } } }""",
        """{ "plugins": { "p": { "enabled": null } } }""",
        """{ "plugins": { "p": { "queue": "" } } }""",
        """{ "plugins": { "p": { "queue": 5 } } }""",
        """{ "plugins": { "p": { "queue": "amq.gen" } } }""",
        """{ "plugins": { "p": { "bindings": "a" } } }""",
        """{ "plugins": { "p": { "bindings": [""] } } }""",
        """{ "plugins": { "p": { "bindings": [1] } } }""",
        """{ "plugins": { "p": { "concurrency": 1001 } } }""",
        """{ "plugins": { "p": { "concurrency": 2.5 } } }""",
        """{ "plugins": { "p": { "concurrency": "4" } } }""",
        """{ "plugins": { "p": { "timeout": -1 } } }""",
        """{ "plugins": { "p": { "timeout": 1728001 } } }""",
        """{ "plugins": { "p": { "timeout": "1m" } } }""",
        """{ "plugins": { "p": { "grace": -0.1 } } }""",
        """{ "plugins": { "p": { "outputLevel": "Info" } } }""",
        """{ "plugins": { "p": { "outputLevel": 1 } } }""",
        """{ "plugins": { "p": { "settings": [] } } }""",
        """{ "plugins": { "p": { "settings": null } } }""",
        """{ "plugins": { "p": { "startTimeout": 0 } } }""",
        """{ "plugins": { "p": { "quarantine": 5 } } }""",
        """{ "plugins": { "p": { "quarantine": { "faults": 1001 } } } }""",
        """{ "plugins": { "p": { "quarantine": { "faults": 0.5 } } } }""",
        """{ "plugins": { "p": { "quarantine": { "windows": 1 } } } }""",
        """{ "defaults": { "quarantine": { "window": 0 } } }""",
        """{ "defaults": { "quarantine": { "backOff": "10" } } }""",
        """{ "plugins": { "p": { "workers": [] } } }""",
        """{ "plugins": { "p": { "workers": { "w": { "startTimeout": 1 } } } } }""",
        """{ "plugins": { "p": { "workers": { "w": { "settings": {} } } } } }""",
        """{ "plugins": { "p": { "workers": { "w": { "workers": {} } } } } }""",
        """{ "plugins": { "p": { "workers": { "w": 1 } } } }""",
    ];

    /// <summary>What both take.</summary>
    public static TheoryData<string> Good =>
    [
        "{}",
        """{ "plugins": {} }""",
        """{ "plugins": { "p": {} } }""",
        """{ "folder": "/srv/plugins", "defaults": { "enabled": false, "concurrency": 1000, "timeout": 0, "grace": 1728000, "outputLevel": "none" } }""",
        """{ "defaults": { "startTimeout": 0.1, "quarantine": {} }, "plugins": { "p": { "startTimeout": 60, "quarantine": { "faults": 0, "window": 1, "backOff": 1.5 } } } }""",
        """{ "plugins": { "p": { "queue": "q", "bindings": ["a.b", "#"], "timeout": 0.5, "settings": { "any": [1, null, { "thing": true }] } } } }""",
        """{ "plugins": { "p": { "workers": { "w": { "enabled": true, "queue": "q", "bindings": [], "concurrency": 1, "timeout": 1, "grace": 1, "outputLevel": "info" } } } } }""",
    ];

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task What_the_reader_refuses_the_schema_refuses_too(string json)
    {
        Assert.NotEmpty(PluginsFileText.Errors(json));
        Assert.NotEmpty((await Schema()).Validate(json));
    }

    [Theory]
    [MemberData(nameof(Good))]
    public async Task What_the_reader_takes_the_schema_takes_too(string json)
    {
        PluginsFileText.Read(json);
        Assert.Empty((await Schema()).Validate(json));
    }

    [Fact]
    public async Task The_plugins_json_of_the_repository_is_right()
    {
        Assert.Empty((await Schema()).Validate(await File.ReadAllTextAsync(Shipped)));
        var configuration = PluginsFile.Read(Shipped);
        Assert.Equal(Path.Combine(Repository.Root, "runtime", "plugins"), configuration.PluginsFolder);
        Assert.All(["noop", "sleep", "megafrobber", "command"], name => Assert.Contains(name, configuration.ConfiguredPlugins));
    }

    [Fact]
    public async Task The_schema_names_the_readers_own_defaults()
    {
        var definitions = (await Schema()).Definitions;
        var options = new WorkerOverrides().ToOptions();

        Assert.Equal((long)options.Concurrency, definitions["concurrency"].Default);
        Assert.Equal(options.Enabled, definitions["enabled"].Default);
        Assert.Equal((long)options.Grace.TotalSeconds, definitions["grace"].Default);
        Assert.Equal("debug", definitions["outputLevel"].Default);
    }

    [Fact]
    public async Task Everything_in_the_schema_is_described()
    {
        var schema = await Schema();

        Assert.All(schema.Definitions, definition => Assert.False(string.IsNullOrEmpty(definition.Value.Description), definition.Key));
        Assert.All(schema.Properties, property => Assert.False(string.IsNullOrEmpty(property.Value.Description), property.Key));
    }

    private static Task<JsonSchema> Schema() => JsonSchema.FromFileAsync(SchemaFile);
}
