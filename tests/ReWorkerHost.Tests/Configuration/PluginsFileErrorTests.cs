using ReWorkerHost.Configuration;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Configuration;

public sealed class PluginsFileErrorTests
{
    [Fact]
    public void All_errors_are_told_at_once_each_with_the_path_of_its_key()
    {
        var errors = PluginsFileText.Errors("""
            { "folder": "", "defaults": { "concurrency": 0, "queue": "q" },
              "plugins": { "noop": { "concurrency": 1001, "timout": 3, "workers": { "w": { "grace": -1, "outputLevel": "loud" } } }, "sleep": 5 } }
            """);

        Assert.Equal(
            [
                "folder: it is empty, expected a path",
                "defaults.queue: unknown key, known are startTimeout, quarantine, enabled, concurrency, timeout, grace, acknowledge, queueType, deadLetterExchange, maxDeliveries, outputLevel",
                "defaults.concurrency: 0 is not between 1 and 1000",
                "plugins.noop.timout: unknown key, did you mean timeout?",
                "plugins.noop.workers.w.grace: -1 is not between 0 and 1728000",
                "plugins.noop.workers.w.outputLevel: expected one of debug, info, warning, error, none, got \"loud\"",
                "plugins.noop.concurrency: 1001 is not between 1 and 1000",
                "plugins.sleep: expected an object, got 5",
            ],
            errors);
    }

    [Fact]
    public void The_message_holds_the_file_and_every_error()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("plugins.json", """{ "folder": 1, "plugin": {} }""");

        var message = Assert.Throws<ConfigurationException>(() => PluginsFile.Read(file)).Message;

        Assert.Equal($"2 errors in {file}:\n  plugin: unknown key, did you mean plugins?\n  folder: expected a text, got 1", message.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("concurency", "did you mean concurrency?")]
    [InlineData("Concurrency", "did you mean concurrency?")]
    [InlineData("enable", "did you mean enabled?")]
    [InlineData("queu", "did you mean queue?")]
    [InlineData("Settings", "did you mean settings?")]
    [InlineData("worker", "did you mean workers?")]
    [InlineData("output_level", "did you mean outputLevel?")]
    [InlineData("somethingElse", "known are startTimeout, quarantine, enabled, queue, bindings, concurrency, timeout, grace, acknowledge, queueType, deadLetterExchange, maxDeliveries, outputLevel, settings, workers, sha256")]
    public void An_unknown_key_is_told_with_the_nearest_known_one(string key, string suggestion) =>
        Assert.Equal([$"plugins.p.{key}: unknown key, {suggestion}"], PluginsFileText.Errors($$"""{ "plugins": { "p": { "{{key}}": 1 } } }"""));

    [Fact]
    public void What_a_plugin_is_held_to_has_bounds_too() => Assert.Equal(
        [
            "defaults.quarantine.faults: 1001 is not between 0 and 1000",
            "plugins.p.startTimeout: 0 is not between 0.1 and 1728000",
            "plugins.p.quarantine.fault: unknown key, did you mean faults?",
            "plugins.p.quarantine.window: expected a number, got \"1m\"",
            "plugins.p.quarantine.backOff: 0 is not between 0.1 and 1728000",
        ],
        PluginsFileText.Errors("""
            { "defaults": { "quarantine": { "faults": 1001 } },
              "plugins": { "p": { "startTimeout": 0, "quarantine": { "fault": 1, "window": "1m", "backOff": 0 } } } }
            """));

    [Theory]
    [InlineData("""{ "folder": "a", "folder": "b" }""", "folder: it is there more than once: keep one")]
    [InlineData("""{ "plugins": { "noop": {}, "NOOP": {} } }""", "plugins.NOOP: it is there more than once: keep one")]
    [InlineData("""{ "plugins": { "p": { "workers": { "w": {}, "W": {} } } } }""", "plugins.p.workers.W: it is there more than once: keep one")]
    [InlineData("""{ "plugins": { "p": { "queue": "q", "queue": "q" } } }""", "plugins.p.queue: it is there more than once: keep one")]
    public void What_is_said_twice_is_refused(string json, string error) => Assert.Equal([error], PluginsFileText.Errors(json));

    [Theory]
    [InlineData("""{ "plugins": { "a": { "queue": "q" }, "b": { "queue": "q" } } }""", "plugins.a.queue and plugins.b.queue")]
    [InlineData("""{ "plugins": { "a": { "workers": { "v": { "queue": "q" }, "w": { "queue": "q" } } } } }""", "plugins.a.workers.v.queue and plugins.a.workers.w.queue")]
    public void One_queue_for_two_workers_is_refused(string json, string places) =>
        Assert.Equal([$"{places}: both name the queue q: give each worker a queue of its own"], PluginsFileText.Errors(json));

    [Theory]
    [InlineData("", "it is not JSON: ")]
    [InlineData("{", "it is not JSON: ")]
    [InlineData("plugins: []", "it is not JSON: ")]
    [InlineData("""{ "folder": "\ud800" }""", "it holds a string that is no text: ")]
    [InlineData("[]", "the file: expected an object, got a list")]
    [InlineData("null", "the file: expected an object, got null")]
    public void What_is_no_object_is_refused_and_said(string text, string beginning) =>
        Assert.StartsWith(beginning, Assert.Single(PluginsFileText.Errors(text)), StringComparison.Ordinal);

    [Fact]
    public void A_name_may_have_255_bytes_and_no_more()
    {
        Assert.Equal(255, PluginsFileText.Read(Queue(new string('q', 255))).Resolve("p", "w").Queue!.Length);
        Assert.StartsWith("plugins.p.queue: expected a text of 1 to 255 bytes, got ", Assert.Single(PluginsFileText.Errors(Queue(new string('q', 256)))), StringComparison.Ordinal);
        Assert.StartsWith("plugins.p.queue: expected a text of 1 to 255 bytes, got ", Assert.Single(PluginsFileText.Errors(Queue(new string('é', 128)))), StringComparison.Ordinal);

        static string Queue(string name) => $$"""{ "plugins": { "p": { "queue": "{{name}}" } } }""";
    }

    [Fact]
    public void A_file_that_is_not_there_is_told_with_the_remedy()
    {
        using var folder = new TemporaryFolder();

        var exception = Assert.Throws<ConfigurationException>(() => PluginsFile.Read(folder["none.json"]));

        Assert.StartsWith("it can't be read: ", Assert.Single(exception.Errors), StringComparison.Ordinal);
        Assert.EndsWith("Name another file with --config.", exception.Errors[0], StringComparison.Ordinal);
        Assert.StartsWith($"An error in {folder["none.json"]}", exception.Message, StringComparison.Ordinal);
    }
}
