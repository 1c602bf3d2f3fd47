using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Loading;

/// <summary>A plugin that can't serve is refused when it is loaded, with the reason and the remedy, and leaves nothing behind.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private readonly PluginsOnDisk disk = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (Directory.Exists(disk.Shadow)) Assert.Empty(Directory.EnumerateFiles(disk.Shadow, "*", SearchOption.AllDirectories));
        await disk.DisposeAsync();
    }

    [Theory]
    [InlineData("2.1.0.0", "2.1", "update the host, or build the plugin against 1.0")]
    [InlineData("1.7.0.0", "1.7", "update the host, or build the plugin against 1.0")]
    [InlineData("0.9.0.0", "0.9", "build the plugin against 1.0")]
    public async Task A_plugin_for_another_contract_is_told_both_versions(string version, string shown, string remedy)
    {
        using var contract = new TemporaryFolder();
        var path = PluginCompiler.CompileContract(version, contract.Path);
        PluginCompiler.Compile("frob", "public class Frob : Worker { [Subcommand] public Task Run() => Task.CompletedTask; }", disk["frob"], contract: path);

        Assert.Equal(
            $"contract mismatch: it was built for ReWorkerHost.Abstractions {shown}, and this host has 1.0: {remedy}",
            (await disk.RefusalAsync("frob")).Message);
    }

    [Fact]
    public async Task A_build_of_the_same_contract_may_differ_in_its_last_numbers()
    {
        using var contract = new TemporaryFolder();
        var path = PluginCompiler.CompileContract("1.0.9.9", contract.Path);
        PluginCompiler.Compile("frob", "public class Frob : Worker { [Subcommand] public Task Run() => Task.CompletedTask; }", disk["frob"], contract: path);

        await using var plugin = await disk.LoadAsync("frob");
        Assert.Single(plugin.Workers);
    }

    [Fact]
    public async Task A_dependency_that_is_missing_is_named()
    {
        disk.Copy("needs-missing", without: "SimpleBase.dll");

        Assert.Matches(
            @"^it needs SimpleBase \d+\.\d+\.\d+\.\d+, which is not in its folder: publish the plugin with all it needs \(EnableDynamicLoading copies it to the output\)$",
            (await disk.RefusalAsync("needs-missing")).Message);
    }

    [Fact]
    public async Task With_its_dependency_the_same_plugin_works()
    {
        disk.Copy("needs-missing");

        await using var plugin = await disk.LoadAsync("needs-missing");

        Assert.Equal("\"Ldp\"", (await plugin.RunAsync("encode:Encode")).Completed());
    }

    [Fact]
    public async Task A_plugin_without_a_public_worker_class_is_refused() => Assert.Equal(
        "it has no worker: no public class of no-worker derives from Worker, OutputWorker or NotificationWorker",
        (await Refuse("no-worker")).Message);

    [Fact]
    public async Task Settings_that_the_plugin_refuses_are_told_in_its_words()
    {
        var refusal = await Refuse("configured");

        Assert.Equal("its start-up Startup failed: settings.greeting is missing: set it to the text that the worker answers with", refusal.Message);
        Assert.True(refusal.IsFault);
    }

    [Fact]
    public async Task A_worker_that_cannot_be_made_is_refused()
    {
        var refusal = await Refuse("breaks-at-birth");

        Assert.StartsWith("its worker BreakingWorker can't be made: System.NotSupportedException: what is wrong with the constructor", refusal.Message, StringComparison.Ordinal);
        Assert.True(refusal.IsFault);
    }

    [Fact]
    public async Task A_start_up_that_does_not_end_is_given_up()
    {
        using var release = new TemporaryFolder();
        disk.Compile("slow", """
            using Microsoft.Extensions.Configuration;
            using Microsoft.Extensions.DependencyInjection;
            public class Startup : IPluginStartup
            {
                public void ConfigureServices(IServiceCollection services, IConfiguration settings)
                {
                    while (!File.Exists(settings["release"])) Thread.Yield();
                }
            }
            public class Slow : Worker { [Subcommand] public Task Run() => Task.CompletedTask; }
            """);
        var descriptor = Assert.Single(disk.Scan().Plugins);

        var exception = await Assert.ThrowsAsync<PluginLoadException>(() =>
            TestLoading.In(disk.Shadow).LoadAsync(descriptor, $$"""{ "release": "{{release["go"]}}" }""", TimeSpan.FromSeconds(0.3)));
        release.Write("go", "");

        Assert.Equal("its start-up did not end within 0.3 s: let it do its long work in a step, or raise startTimeout in plugins.json", exception.Message);
        Assert.True(exception.IsFault);
    }

    [Theory]
    [InlineData("public class A : Worker;", "A has no subcommand: mark a public method with [Subcommand], or override ExecuteAsync")]
    [InlineData("public class A : Worker { [Subcommand] internal Task Run() => null!; }", "A has no subcommand: mark a public method with [Subcommand], or override ExecuteAsync")]
    [InlineData(
        "public class A : Worker { [Subcommand] public Task Run() => null!; public override Task<object?> ExecuteAsync(StepContext step) => null!; }",
        "A overrides ExecuteAsync and has [Subcommand] methods too, which would never be called: keep one of the two")]
    [InlineData(
        "public class A : Worker { [Subcommand] public Task Run() => null!; [Subcommand(\"RUN\")] public Task Other() => null!; }",
        "A has two subcommands named RUN (names match ignoring case): rename one")]
    [InlineData(
        "public class A : Worker { [Subcommand(\"*\")] public Task Run() => null!; [Subcommand(\"*\")] public Task Other() => null!; }",
        "A has two subcommands named * (names match ignoring case): rename one")]
    [InlineData("public class A : Worker { [Subcommand] public void Run() { } }", "A.Run returns Void: a subcommand returns Task, ValueTask, or one of them with a result")]
    [InlineData("public class A : Worker { [Subcommand] public string Run() => \"\"; }", "A.Run returns String: a subcommand returns Task, ValueTask, or one of them with a result")]
    [InlineData("public class A : Worker { [Subcommand] public Task Run<T>() => null!; }", "A.Run is generic and can't be a subcommand")]
    [InlineData(
        "public class P; public class Q; public class A : Worker { [Subcommand] public Task Run(P p, Q q) => null!; }",
        "A.Run takes (P, Q): it may take one class of parameters, a StepContext and a CancellationToken, each once")]
    [InlineData(
        "public class A : Worker { [Subcommand] public Task Run(StepContext one, StepContext two) => null!; }",
        "A.Run takes (StepContext, StepContext): it may take one class of parameters, a StepContext and a CancellationToken, each once")]
    [InlineData(
        "public class A : Worker { [Subcommand] public Task Run(string text) => null!; }",
        "A.Run: String is no class of parameters: use a class or record with a property for each parameter")]
    [InlineData(
        "public class P { public Stream Source { get; set; } = null!; } public class A : Worker { [Subcommand] public Task Run(P p) => null!; }",
        "A.Run: Source is a Stream, which can't be read from JSON: use a string, number, boolean, enum, list, dictionary with string keys, a class of these, or JsonElement")]
    [InlineData(
        "public class P { public P? Self { get; set; } } public class A : Worker { [Subcommand] public Task Run(P p) => null!; }",
        "A.Run: Self nests P in itself: use JsonElement for it")]
    [InlineData(
        "[Worker(\"Up\")] public class A : Worker { [Subcommand] public Task Run() => null!; }",
        "A is named \"Up\": a worker's name has 1 to 100 lower-case letters, digits, '-', '_' and '.'")]
    [InlineData(
        "[Worker(\"a b\")] public class A : Worker { [Subcommand] public Task Run() => null!; }",
        "A is named \"a b\": a worker's name has 1 to 100 lower-case letters, digits, '-', '_' and '.'")]
    [InlineData(
        "[Worker(\"\")] public class A : Worker { [Subcommand] public Task Run() => null!; }",
        "A is named \"\": a worker's name has 1 to 100 lower-case letters, digits, '-', '_' and '.'")]
    [InlineData(
        "[Worker(\"x\")] public class A : Worker { [Subcommand] public Task Run() => null!; } [Worker(\"x\")] public class B : Worker { [Subcommand] public Task Run() => null!; }",
        "two of its workers are named x (A and B): give one another name with [Worker]")]
    public async Task A_class_that_cannot_work_is_refused_by_its_name_with_the_remedy(string source, string reason)
    {
        disk.Compile("bad", source);

        Assert.Equal(reason, (await disk.RefusalAsync("bad")).Message);
    }

    [Fact]
    public async Task Two_start_ups_are_one_too_many()
    {
        const string startup = """
            { public void ConfigureServices(Microsoft.Extensions.DependencyInjection.IServiceCollection s, Microsoft.Extensions.Configuration.IConfiguration c) { } }
            """;
        disk.Compile("bad", $"public class A : Worker {{ [Subcommand] public Task Run() => null!; }} public class S : IPluginStartup {startup} public class T : IPluginStartup {startup}");

        Assert.Equal("it has 2 classes that implement IPluginStartup (S, T): keep one", (await disk.RefusalAsync("bad")).Message);
    }

    [Fact]
    public async Task A_service_that_nobody_registered_is_told_at_load()
    {
        disk.Compile("bad", "public class Gone; public class A(Gone gone) : Worker { [Subcommand] public Task Run() => Task.FromResult(gone); }");

        var message = (await disk.RefusalAsync("bad")).Message;

        Assert.StartsWith("its worker A can't be made: System.InvalidOperationException: ", message, StringComparison.Ordinal);
        Assert.Contains("Gone", message, StringComparison.Ordinal);
    }

    private Task<PluginLoadException> Refuse(string fixture)
    {
        disk.CompileFixture(fixture);
        return disk.RefusalAsync(fixture);
    }
}
