using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Workers;

/// <summary>A version that can't be taken up changes nothing of the one that runs.</summary>
[Collection(RabbitMqNodeGroup.Name)]
public sealed class BadReplacementTests(RabbitMqNode node)
{
    [Fact]
    public async Task What_runs_goes_on_whatever_is_wrong_with_what_should_follow_it()
    {
        await using var host = await HotDaemon.StartAsync(node, """{ "hot": { "startTimeout": 1 } }""");
        using var folder = new TemporaryFolder();
        var good = await File.ReadAllBytesAsync(host.Dll);
        var library = PluginCompiler.Compile("missing", "public static class Missing { public static string Text => \"\"; }", folder["library"]);
        var later = PluginCompiler.CompileContract("9.1.0.0", folder["contract"]);
        var broken = await File.ReadAllBytesAsync(host.Compile("2"));
        Array.Fill(broken, (byte)0xEE, 600, broken.Length - 600);
        await File.WriteAllBytesAsync(folder["broken.dll"], broken);
        (string Dll, string Reason)[] bad =
        [
            (folder["broken.dll"], "damaged"),
            (host.Compile("3", members: "[Subcommand] public Task<string> Need() => Task.FromResult(Missing.Text);", references: [library]), "it needs missing 1.0.0.0"),
            (host.Compile("4", contract: later), "contract mismatch: it was built for ReWorkerHost.Abstractions 9.1"),
            (host.Compile("5", "throw new ArgumentException(\"settings.text: it is missing\");"), "settings.text: it is missing"),
            (host.Compile("6", members: "private readonly int born = int.Parse(\"a birth defect\");"), "can't be made"),
            (host.Compile("7", "Thread.Sleep(Timeout.Infinite);"), "did not end within 1 s"),
        ];

        foreach (var (dll, reason) in bad)
        {
            File.Copy(dll, host.Dll, overwrite: true);
            await host.ShowsAsync("reason", reason);
            await host.ShowsAsync("reason", "version 1.0.0.0 goes on");
            await host.AnswersAsync("1");
            await host.Daemon.OutputHoldsAsync(reason);
        }

        await host.SettleAsync();
        Assert.Equal(["1", "5", "6", "7"], host.Loads); // each that got as far as its start-up, once
        await File.WriteAllBytesAsync(host.Dll, good);
        await host.ShowsAsync("reason", null);
        await host.AnswersAsync("1");
        Assert.Equal(["1", "5", "6", "7"], host.Loads);
    }

    [Fact]
    public async Task A_refused_version_is_tried_again_when_its_settings_change_and_not_when_it_is_only_touched()
    {
        await using var host = await HotDaemon.StartAsync(node);
        host.Replace(host.Compile("2", "if (settings[\"text\"] is null) throw new ArgumentException(\"settings.text: it is missing\");"));
        await host.ShowsAsync("reason", "settings.text");

        File.SetLastWriteTimeUtc(host.Dll, DateTime.UtcNow);
        host.Daemon.Configure("""{ "another": {} }""");
        await Eventually.HoldsAsync(() => host.Daemon.Output.Contains("configures another", StringComparison.Ordinal), "the new plugins.json holds");
        await host.SettleAsync();
        Assert.Equal(["1", "2"], host.Loads);

        host.Daemon.Configure("""{ "hot": { "settings": { "text": "there" } } }""");
        await host.AnswersAsync("2");
        Assert.Equal(["1", "2", "2"], host.Loads);
    }

    [Fact]
    public async Task A_version_refused_for_what_plugins_json_asks_is_taken_up_when_that_is_mended()
    {
        await using var host = await HotDaemon.StartAsync(node);

        host.Daemon.Configure("""{ "hot": { "workers": { "nobody": {} }, "settings": { "text": "a" } } }""");
        await host.ShowsAsync("reason", "plugins.hot.workers.nobody");
        await host.AnswersAsync("1");
        host.Daemon.Configure("""{ "hot": { "settings": { "text": "a" } } }""");

        await host.AnswersAsync("Setting", "a");
        await host.ShowsAsync("reason", null);
    }

    [Fact]
    public async Task What_goes_on_in_place_of_a_refused_version_obeys_plugins_json()
    {
        await using var host = await HotDaemon.StartAsync(node);
        host.Replace(host.Compile("2", "throw new ArgumentException(\"never\");"));
        await host.ShowsAsync("reason", "never");

        host.Daemon.Configure($$"""{ "hot": { "queue": "{{host.Queue}}-moved" } }""");

        await Eventually.HoldsAsync(async () => await host.ConsumersAsync($"{host.Queue}-moved") == 1, () => $"the queue is not served:\n{host.Daemon.Output}");
        await host.ShowsAsync("reason", "never");
    }

    [Fact]
    public async Task A_host_that_hangs_in_a_start_up_still_stops_when_it_is_asked_to()
    {
        await using var host = await HotDaemon.StartAsync(node, """{ "hot": { "startTimeout": 3600 } }""");
        host.Replace(host.Compile("2", "Thread.Sleep(Timeout.Infinite);"));
        await Eventually.HoldsAsync(() => host.Loads.Count == 2, "the start-up hangs");

        Assert.Equal(0, await host.Daemon.StopAsync());
    }

    [Fact]
    public async Task A_host_that_finds_a_bad_version_at_its_start_goes_back_to_the_last_good_one()
    {
        await using var host = await HotDaemon.StartAsync(node);
        await Eventually.HoldsAsync(() => File.Exists(Path.Combine(host.Daemon.State, "good", "hot", "hot.dll")), "the good version is kept");
        Assert.Equal(0, await host.Daemon.StopAsync());
        var good = await File.ReadAllBytesAsync(host.Dll);

        host.Replace(host.Compile("2", "throw new ArgumentException(\"never\");"));
        await host.StartAsync();
        await host.AnswersAsync("1");
        await host.ShowsAsync("reason", "version 1.0.0.0 goes on: its start-up Startup failed: never");
        Assert.Equal(0, await host.Daemon.StopAsync());

        await File.WriteAllBytesAsync(host.Dll, good[..3000]);
        await host.StartAsync();
        await host.AnswersAsync("1");
        await host.ShowsAsync("reason", "damaged");

        host.Replace(host.Compile("3"));
        await host.AnswersAsync("3");
        await host.ShowsAsync("reason", null);
    }
}
