using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ReWorkerHost.Configuration;
using ReWorkerHost.Journal;
using ReWorkerHost.Loading;
using ReWorkerHost.Operations;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Loading;

/// <summary>A retired plugin goes from memory, whatever of the framework it has used; where one stays, that is said.</summary>
public sealed class UnloadingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>What is used, the body of the subcommand, and what else the plugin declares.</summary>
    public static TheoryData<string, string, string> Habits => new()
    {
        { "nothing", "return Task.FromResult(\"done\");", "" },
        { "System.Text.Json by reflection", "return Task.FromResult(JsonSerializer.Deserialize<Thing>(JsonSerializer.Serialize(new Thing { Name = \"done\" }))!.Name!);", "" },
        {
            "System.Text.Json with options of its own",
            "return Task.FromResult(JsonSerializer.Deserialize<List<Thing>>(JsonSerializer.Serialize(new[] { new Thing { Name = \"done\" } }, Options), Options)![0].Name!);",
            "private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);"
        },
        {
            "TypeDescriptor",
            "return Task.FromResult(System.ComponentModel.TypeDescriptor.GetProperties(new Thing())[\"Name\"] is null || System.ComponentModel.TypeDescriptor.GetConverter(typeof(Colour)).ConvertFromInvariantString(\"Red\") is not Colour.Red ? \"lost\" : \"done\");",
            ""
        },
        {
            "DataAnnotations",
            "var problems = new List<ValidationResult>(); var thing = new Thing(); Validator.TryValidateObject(thing, new ValidationContext(thing), problems, true); return Task.FromResult(problems.Count == 1 ? \"done\" : \"lost\");",
            ""
        },
        { "a compiled Regex", "return Task.FromResult(Word.Match(\"done!\").Value);", "private static readonly System.Text.RegularExpressions.Regex Word = new(\"[a-z]+\", System.Text.RegularExpressions.RegexOptions.Compiled);" },
        { "a compiled expression", "System.Linq.Expressions.Expression<Func<Thing, string?>> name = thing => thing.Name; return Task.FromResult(name.Compile()(new Thing { Name = \"done\" })!);", "" },
        { "a static HttpClient", "return Task.FromResult(Client.Timeout > TimeSpan.Zero ? \"done\" : \"lost\");", "private static readonly System.Net.Http.HttpClient Client = new();" },
        { "a timer that it disposes", "timer = new Timer(_ => { }, null, 1, 1); return Task.FromResult(\"done\");", "private Timer? timer; public void Dispose() => timer?.Dispose();" },
        { "an event that it leaves", "AppDomain.CurrentDomain.ProcessExit += Leave; return Task.FromResult(\"done\");", "private void Leave(object? sender, EventArgs e) { } public void Dispose() => AppDomain.CurrentDomain.ProcessExit -= Leave;" },
        { "an object that its reply holds", "return Task.FromResult<object>(new Thing { Name = \"done\" });", "" },
        { "an exception of its own", "throw new Broken(\"done\");", "public sealed class Broken(string message) : Exception(message);" },
        { "an async local", "Local.Value = new Thing { Name = \"done\" }; return Later();", "private static readonly AsyncLocal<Thing?> Local = new(); private static async Task<string> Later() { await Task.Yield(); return Local.Value!.Name!; }" },
    };

    [Theory]
    [MemberData(nameof(Habits))]
    public async Task A_retired_plugin_is_collected_that_uses(string habit, string body, string members)
    {
        Compile(body, members);
        var plugin = new UnloadedPlugin(folder);

        var answer = await plugin.LiveAsync("Use", """{ "Thing": "a" }""");

        Assert.True(answer.Contains("done", StringComparison.Ordinal), $"{habit}: {answer}");
        Assert.True(await plugin.IsGoneAsync(), $"{habit} keeps the plugin in memory");
    }

    [Fact]
    public async Task A_retired_plugin_is_collected_whose_background_task_and_timer_end_when_it_is_stopped()
    {
        Compile(
            "return Task.FromResult(loop.Ticks >= 0 ? \"done\" : \"lost\");",
            "",
            constructor: "Loop loop",
            more: """
                public sealed class Startup : IPluginStartup
                {
                    public void ConfigureServices(Microsoft.Extensions.DependencyInjection.IServiceCollection services, Microsoft.Extensions.Configuration.IConfiguration settings) =>
                        Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<Loop>(services);
                }

                public sealed class Loop : IAsyncDisposable
                {
                    private readonly Timer timer;
                    private readonly Task running;
                    public Loop(PluginLifetime lifetime)
                    {
                        timer = new Timer(_ => Ticks++, null, 1, 1);
                        running = RunAsync(lifetime.Stopping);
                    }

                    public int Ticks { get; private set; }

                    public async ValueTask DisposeAsync()
                    {
                        await timer.DisposeAsync();
                        await running;
                    }

                    private static async Task RunAsync(CancellationToken stopping)
                    {
                        try { await Task.Delay(Timeout.Infinite, stopping); } catch (OperationCanceledException) { }
                    }
                }
                """);
        var plugin = new UnloadedPlugin(folder);

        Assert.Contains("done", await plugin.LiveAsync("Use", """{ "Thing": "a" }"""), StringComparison.Ordinal);

        Assert.True(await plugin.IsGoneAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_retired_plugin_is_collected_that_has_logged_objects_of_its_own(bool json)
    {
        Compile(
            "logger.LogInformation(\"{@Thing} and {Plain} and {@List}\", new Thing { Name = \"done\" }, new Thing(), new List<Thing> { new() { Name = \"within\" } }); using (logger.BeginScope(new Thing())) logger.LogError(new Broken(), \"it broke\"); return Task.FromResult(\"done\");",
            "public sealed class Broken : Exception;",
            constructor: "ILogger<UseWorker> logger",
            usings: "using Microsoft.Extensions.Logging;");
        var settings = new HostSettings("host", folder["plugins.json"], false, folder["state"], TimeSpan.FromSeconds(1), 1000, 10, JournalMode.Off, 30, 1000, folder["logs"], LogLevel.Information, json);
        using (var loggers = LoggerFactory.Create(logging => LogSetup.Configure(logging, settings)))
        {
            var plugin = new UnloadedPlugin(folder, loggers: loggers);

            Assert.Contains("done", await plugin.LiveAsync("Use", """{ "Thing": "a" }"""), StringComparison.Ordinal);
            Assert.True(await plugin.IsGoneAsync());
        }

        var log = await File.ReadAllTextAsync(folder["logs", "reworkerhost.log"]);
        Assert.Contains("done", log, StringComparison.Ordinal);
        Assert.Contains("within", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_something_still_points_into_is_reported_as_leaked_and_as_gone_when_that_ends()
    {
        Compile("AppDomain.CurrentDomain.SetData(\"unloading-tests\", new EventHandler((_, _) => Thing.Count++)); return Task.FromResult(\"done\");", "", version: "4.5.6.0");
        var time = new ShiftedTime();
        var log = new RecordedLog<LoadContexts>();
        var plugin = new UnloadedPlugin(folder, time, logger: log);
        await plugin.LiveAsync("Use", """{ "Thing": "a" }""");

        Assert.False(await plugin.IsGoneAsync(2));
        Assert.Equal(LoadContextState.Unloading, Assert.Single(plugin.Contexts.Alive).State);
        time.Shift(TimeSpan.FromSeconds(16));
        Assert.False(await plugin.IsGoneAsync(1));

        var entry = Assert.Single(plugin.Contexts.Alive);
        Assert.Equal((LoadContextState.Leaked, "unload", "4.5.6.0"), (entry.State, entry.Plugin, entry.Version));
        Assert.Contains(log.Lines, line => line.Contains("unload 4.5.6.0 leaked", StringComparison.Ordinal));

        AppDomain.CurrentDomain.SetData("unloading-tests", null);
        Assert.True(await plugin.IsGoneAsync());
        Assert.Contains(log.Lines, line => line.Contains("unload 4.5.6.0 is gone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_start_up_that_ends_after_its_deadline_leaves_nothing()
    {
        var gate = folder.Write("gate", "");
        Compile(
            "return Task.FromResult(\"done\");", "", constructor: "Holder holder",
            more: $$"""
                public sealed class Startup : IPluginStartup
                {
                    public void ConfigureServices(Microsoft.Extensions.DependencyInjection.IServiceCollection services, Microsoft.Extensions.Configuration.IConfiguration settings)
                    {
                        while (File.Exists("{{gate}}")) Thread.Sleep(5);
                        Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(services, new Holder());
                    }
                }

                public sealed class Holder : IDisposable
                {
                    private readonly Timer timer = new(_ => { }, null, 1, 1);
                    public void Dispose() => timer.Dispose();
                }
                """);
        var plugin = new UnloadedPlugin(folder);

        await FailToStartAsync(plugin);
        Assert.False(await plugin.IsGoneAsync(1));
        File.Delete(gate);

        await Eventually.HoldsAsync(() => !plugin.Contexts.Collect() && plugin.Contexts.Alive.Count == 0, "the plugin is gone");
    }

    [Fact]
    public async Task The_copy_that_a_plugin_was_loaded_from_goes_with_it()
    {
        Compile("return Task.FromResult(GetType().Assembly.Location);", "");
        var plugin = new UnloadedPlugin(folder);

        var location = await plugin.LiveAsync("Use", """{ "Thing": "a" }""");

        Assert.Contains(plugin.Shadow, location, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(plugin.Shadow, "*", SearchOption.AllDirectories));
    }

    public void Dispose() => folder.Dispose();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task FailToStartAsync(UnloadedPlugin plugin)
    {
        var scan = new ReWorkerHost.Discovery.PluginsFolder(plugin.Plugins).Scan();
        var loading = TestLoading.In(plugin.Shadow, plugin.Contexts);
        var refusal = await Assert.ThrowsAsync<PluginLoadException>(() => loading.LoadAsync(Assert.Single(scan.Plugins), null, TimeSpan.FromMilliseconds(300)));
        Assert.Contains("startTimeout", refusal.Message, StringComparison.Ordinal);
    }

    private void Compile(string body, string members, string constructor = "", string more = "", string usings = "", string version = "1.0.0.0") => PluginCompiler.Compile(
        "unload",
        $$"""
        {{usings}}
        [Worker("unload")]
        public sealed class UseWorker({{constructor}}) : Worker{{(members.Contains("void Dispose", StringComparison.Ordinal) ? ", IDisposable" : "")}}
        {
            {{members}}

            [Subcommand]
            public {{(body.Contains("FromResult<object>", StringComparison.Ordinal) ? "Task<object>" : "Task<string>")}} Use(UseParameters parameters)
            {
                {{body}}
            }
        }

        public sealed record UseParameters
        {
            [StringLength(3)] public required string Thing { get; init; }
            [Range(1, 9)] public int Times { get; init; } = 1;
            public Colour Colour { get; init; }
            public List<Thing> Things { get; init; } = [];
        }

        public sealed class Thing
        {
            public static int Count { get; set; }
            [Required] public string? Name { get; set; }
        }

        public enum Colour { Red, Green }

        {{more}}
        """,
        folder["plugins", "unload"],
        version);
}
