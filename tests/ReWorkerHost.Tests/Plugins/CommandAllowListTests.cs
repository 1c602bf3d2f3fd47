using System.Text.Json;

namespace ReWorkerHost.Tests.Plugins;

/// <summary>Which programs may be run, and what must not get past it.</summary>
public sealed class CommandAllowListTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("/usr/bin/true")]
    [InlineData("/bin/true")]
    [InlineData("./true")]
    [InlineData("evil/true")]
    [InlineData("../true")]
    [InlineData("TRUE")]
    [InlineData("true ")]
    [InlineData(" true")]
    [InlineData("true\n")]
    [InlineData("tru*")]
    [InlineData("true\u200b")]
    [InlineData("false")]
    [InlineData("good")]
    [InlineData("..")]
    [InlineData("--")]
    [InlineData("{folder}/evil/../good")]
    [InlineData("{folder}/./good")]
    [InlineData("{folder}//good")]
    [InlineData("/{folder}/good")]
    [InlineData("{folder}/good/")]
    [InlineData("{folder}/link-to-good")]
    [InlineData("{folder}/evil/true")]
    public async Task A_program_that_is_not_named_just_as_the_list_has_it_is_refused_before_it_begins(string attempt)
    {
        var good = folder.Script("good", "echo good");
        folder.Script("evil/true", "echo evil");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "link-to-good"), good);
        await using var command = await PluginUnderTest.LoadAsync("command", new { allow = new[] { "true", good }, directory = folder.Path });
        var sink = new RecordingSink();
        var program = attempt.Replace("{folder}", folder.Path, StringComparison.Ordinal);

        var outcome = await command.RunAsync("Run", $"\"cmd\": [{JsonSerializer.Serialize(program)}]", sink);

        Assert.Equal(StepOutcomeKind.Refused, outcome.Kind);
        Assert.Equal($"cmd: \"{program}\" may not be run on this host: name it just so in plugins.command.settings.allow to allow it", outcome.Text);
        Assert.False(sink.Started);
    }

    [Fact]
    public async Task A_NUL_does_not_cut_a_name_short()
    {
        await using var command = await PluginUnderTest.LoadAsync("command", new { allow = new[] { "true" } });

        var outcome = await command.RunAsync("Run", """ "cmd": ["true\u0000/evil"] """);

        Assert.Equal(StepOutcomeKind.Refused, outcome.Kind);
    }

    [Fact]
    public async Task An_absolute_path_of_the_list_runs()
    {
        var good = folder.Script("good", "echo good");
        await using var command = await PluginUnderTest.LoadAsync("command", new { allow = new[] { good } });

        var outcome = await command.RunAsync("Run", $"\"cmd\": [\"{good}\"]");

        Assert.Equal("""{"exit_code":0,"lines":["good"]}""", PluginUnderTest.Data(outcome));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"allow":[]}""")]
    [InlineData("""{"allow":null}""")]
    public async Task Without_a_list_every_program_is_refused_and_the_key_is_named(string settings)
    {
        await using var command = await PluginUnderTest.LoadAsync("command", JsonElement.Parse(settings));

        var outcome = await command.RunAsync("Run", """ "cmd": ["true"] """);

        Assert.Equal(StepOutcomeKind.Refused, outcome.Kind);
        Assert.Equal("no program may be run on this host: name those that may in plugins.command.settings.allow", outcome.Text);
    }

    [Fact]
    public async Task Relative_folders_on_the_PATH_are_passed_over()
    {
        folder.Script("planted", "echo evil");
        await using var command = await PluginUnderTest.LoadAsync(
            "command", new { allow = new[] { "planted" }, directory = folder.Path, environment = new { PATH = ".::bin:" } });

        var outcome = await command.RunAsync("Run", """ "cmd": ["planted"] """);

        Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
        Assert.Contains("not on the host's PATH", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_program_on_the_PATH_of_the_settings_is_run()
    {
        folder.Script("first/tool", "echo first");
        folder.Script("second/tool", "echo second");
        await using var command = await PluginUnderTest.LoadAsync(
            "command", new { allow = new[] { "tool" }, environment = new { PATH = $"{folder.Path}/none:{folder.Path}/first:{folder.Path}/second:/usr/bin:/bin" } });

        var outcome = await command.RunAsync("Run", """ "cmd": ["tool"] """);

        Assert.Equal("""{"exit_code":0,"lines":["first"]}""", PluginUnderTest.Data(outcome));
    }

    [Theory]
    [InlineData("""{"allow":"ls"}""", "plugins.command.settings.allow: expected a list, each entry a program's name or absolute path")]
    [InlineData("""{"allow":{"ls":true}}""", "plugins.command.settings.allow: expected a list, each entry a program's name or absolute path")]
    [InlineData("""{"allow":[""]}""", "plugins.command.settings.allow[0]: expected a program's name or absolute path")]
    [InlineData("""{"allow":["ls",null]}""", "plugins.command.settings.allow[1]: it is missing, expected a program's name or absolute path")]
    [InlineData("""{"allow":["ls",["cat"]]}""", "plugins.command.settings.allow[1]: expected a program's name or absolute path")]
    [InlineData("""{"allow":["bin/ls"]}""", "plugins.command.settings.allow[0]: expected a program's name or absolute path")]
    [InlineData("""{"directory":"here"}""", "plugins.command.settings.directory: expected an absolute path")]
    [InlineData("""{"environment":"A=1"}""", "plugins.command.settings.environment: expected an object, each value a string")]
    [InlineData("""{"environment":["A=1"]}""", "plugins.command.settings.environment: expected an object, each value a string")]
    [InlineData("""{"environment":{"A":{"B":"1"}}}""", "plugins.command.settings.environment.A: expected a string")]
    [InlineData("""{"alow":["ls"]}""", "plugins.command.settings.alow: unknown, expected allow, environment or directory")]
    public async Task Settings_that_can_not_work_are_refused_at_load_by_their_keys(string settings, string problem)
    {
        var refusal = await Assert.ThrowsAsync<PluginLoadException>(() => PluginUnderTest.LoadAsync("command", JsonElement.Parse(settings)));

        Assert.Contains(problem, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_with_the_settings_is_said_at_once()
    {
        var refusal = await Assert.ThrowsAsync<PluginLoadException>(
            () => PluginUnderTest.LoadAsync("command", new { allow = new[] { "", "a/b" }, directory = "x" }));

        Assert.All(["allow[0]", "allow[1]", "directory"], key => Assert.Contains($"plugins.command.settings.{key}: ", refusal.Message, StringComparison.Ordinal));
    }
}
