using ReWorkerHost.Abstractions;
using ReWorkerHost.Configuration;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Configuration;

public sealed class PluginsFileTests
{
    [Fact]
    public void What_is_not_said_holds_by_default()
    {
        var options = PluginsFileText.Read("{}").Resolve("any", "worker");

        Assert.Equal(new WorkerOptions(true, null, null, 4, null, TimeSpan.FromSeconds(10), AcknowledgeMode.OnReceipt, QueueType.Classic, null, 5, OutputLevel.Debug), options);
    }

    [Fact]
    public void Everything_that_can_be_said_is_read()
    {
        var configuration = PluginsFileText.Read("""
            { "$schema": "x", "defaults": { "enabled": true },
              "plugins": { "frob": {
                "enabled": true, "queue": "frobs", "bindings": ["a", "b"], "concurrency": 7, "timeout": 1.5, "grace": 0, "outputLevel": "warning", "acknowledge": "onCompletion", "queueType": "quorum", "deadLetterExchange": "dead", "maxDeliveries": 3,
                "settings": { "deep": { "er": [1, 2] } } } } }
            """);

        var options = configuration.Resolve("frob", "frob");
        Assert.Equal(["a", "b"], options.Bindings);
        Assert.Equal(
            new WorkerOptions(true, "frobs", null, 7, TimeSpan.FromSeconds(1.5), TimeSpan.Zero, AcknowledgeMode.OnCompletion, QueueType.Quorum, "dead", 3, OutputLevel.Warning), options with { Bindings = null });
        Assert.Equal("""{ "deep": { "er": [1, 2] } }""", configuration.SettingsJson("frob"));
        Assert.Null(configuration.SettingsJson("other"));
    }

    [Fact]
    public void A_worker_wins_over_its_plugin_and_a_plugin_over_the_defaults()
    {
        var configuration = PluginsFileText.Read("""
            { "defaults": { "concurrency": 1, "timeout": 10, "grace": 1, "outputLevel": "error" },
              "plugins": { "p": { "concurrency": 2, "timeout": 20, "grace": 2, "workers": { "w": { "concurrency": 3, "timeout": 30 } } } } }
            """);

        Assert.Equal((3, 30, 2, OutputLevel.Error), Numbers("p", "w"));
        Assert.Equal((2, 20, 2, OutputLevel.Error), Numbers("p", "another"));
        Assert.Equal((1, 10, 1, OutputLevel.Error), Numbers("another", "w"));

        (int, double, double, OutputLevel) Numbers(string plugin, string worker)
        {
            var options = configuration.Resolve(plugin, worker);
            return (options.Concurrency, options.Timeout!.Value.TotalSeconds, options.Grace.TotalSeconds, options.OutputLevel);
        }
    }

    [Fact]
    public void What_a_plugin_is_held_to_is_merged_key_by_key()
    {
        var configuration = PluginsFileText.Read("""
            { "defaults": { "startTimeout": 5, "quarantine": { "faults": 7, "window": 8 } }, "plugins": { "p": { "quarantine": { "faults": 0 } } } }
            """);

        Assert.Equal(new PluginLimits(TimeSpan.FromSeconds(5), 0, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(10)), configuration.Limits("p"));
        Assert.Equal(new PluginLimits(TimeSpan.FromSeconds(5), 7, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(10)), configuration.Limits("another"));
        Assert.Equal(
            new PluginLimits(TimeSpan.FromSeconds(30), 5, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(10)), PluginsFileText.Read("{}").Limits("any"));
    }

    [Fact]
    public void A_time_out_of_0_undoes_the_wider_one() =>
        Assert.Null(PluginsFileText.Read("""{ "defaults": { "timeout": 10 }, "plugins": { "p": { "timeout": 0 } } }""").Resolve("p", "w").Timeout);

    [Fact]
    public void Names_of_plugins_and_workers_match_ignoring_case()
    {
        var configuration = PluginsFileText.Read("""{ "plugins": { "Frob": { "enabled": false, "settings": {}, "workers": { "Deep": { "queue": "d" } } } } }""");

        Assert.False(configuration.IsEnabled("fROB"));
        Assert.Equal("d", configuration.Resolve("frob", "dEEP").Queue);
        Assert.Equal("{}", configuration.SettingsJson("FROB"));
    }

    [Fact]
    public void Defaults_can_switch_everything_off_and_a_plugin_itself_on()
    {
        var configuration = PluginsFileText.Read("""{ "defaults": { "enabled": false }, "plugins": { "on": { "enabled": true } } }""");

        Assert.True(configuration.IsEnabled("on"));
        Assert.False(configuration.IsEnabled("other"));
    }

    [Theory]
    [InlineData("""{ "plugins": { "p": { "queue": "q" } } }""", true)]
    [InlineData("""{ "plugins": { "p": { "bindings": [] } } }""", true)]
    [InlineData("""{ "plugins": { "p": { "workers": { "w": { "queue": "q" } } } } }""", false)]
    [InlineData("{}", false)]
    public void A_queue_of_the_plugin_as_a_whole_is_told_apart(string json, bool expected) => Assert.Equal(expected, PluginsFileText.Read(json).HasOwnQueue("p"));

    [Fact]
    public void Comments_and_trailing_commas_are_fine() => Assert.Equal(9, PluginsFileText.Read("""
        {
          // how many at a time
          "defaults": { "concurrency": 9, }, /* that is all */
        }
        """).Resolve("p", "w").Concurrency);

    [Fact]
    public void A_byte_order_mark_is_fine() => Assert.Equal(9, PluginsFileText.Read("\ufeff{ \"defaults\": { \"concurrency\": 9 } }").Resolve("p", "w").Concurrency);

    [Fact]
    public void A_relative_folder_is_relative_to_the_file()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(folder["etc", "x", "y"], PluginsFile.Read(folder.Write("etc/plugins.json", """{ "folder": "x/y" }""")).PluginsFolder);
        Assert.Equal(folder["other"], PluginsFile.Read(folder.Write("etc/plugins.json", """{ "folder": "../other" }""")).PluginsFolder);
        Assert.Equal("/srv/plugins", PluginsFile.Read(folder.Write("etc/plugins.json", """{ "folder": "/srv/plugins" }""")).PluginsFolder);
        Assert.Equal(folder["etc", "plugins"], PluginsFile.Read(folder.Write("etc/plugins.json", "{}")).PluginsFolder);
        Assert.Equal(folder["gone", "plugins"], PluginsFile.Absent(folder["gone", "plugins.json"]).PluginsFolder);
    }
}
