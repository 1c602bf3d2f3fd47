using System.Text.Json;
using ReWorkerHost.Abstractions;
using static ReWorkerHost.Tests.Plugins.PluginUnderTest;

namespace ReWorkerHost.Tests.Plugins;

/// <summary>What a command is given, and what comes of it.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_command_that_succeeds_completes_with_its_exit_code_and_lines()
    {
        await using var command = await LoadAsync("command", new { allow = new[] { "echo" } });
        var sink = new RecordingSink();

        var outcome = await command.RunAsync("Run", """ "cmd": ["echo", "hello there", "$HOME"] """, sink);

        Assert.Equal(StepOutcomeKind.Completed, outcome.Kind);
        Assert.Equal("""{"exit_code":0,"lines":["hello there $HOME"]}""", Data(outcome));
        Assert.Equal([(OutputLevel.Info, "hello there $HOME")], sink.Output);
    }

    [Fact]
    public async Task A_command_that_fails_gives_the_same_data()
    {
        await using var command = await LoadAsync("command", new { allow = new[] { "sh" } });
        var sink = new RecordingSink();

        var outcome = await command.RunAsync("run", """ "cmd": "sh -c 'echo broken >&2; exit 3'" """, sink);

        Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
        Assert.Equal("""{"exit_code":3,"lines":["broken"]}""", Data(outcome));
        Assert.Equal("sh ended with exit code 3", outcome.Text);
        Assert.Equal([(OutputLevel.Warning, "broken")], sink.Output);
        Assert.True(sink.Started);
    }

    [Fact]
    public async Task A_signal_is_an_exit_code_above_128()
    {
        await using var command = await LoadAsync("command", new { allow = new[] { "sh" } });

        var outcome = await command.RunAsync("Run", """ "cmd": ["sh", "-c", "kill -TERM $$"] """);

        Assert.Equal("""{"exit_code":143,"lines":[]}""", Data(outcome));
    }

    [Fact]
    public async Task Only_the_last_20_lines_are_in_the_reply_and_all_in_the_output()
    {
        await using var command = await LoadAsync("command", new { allow = new[] { "seq" } });
        var sink = new RecordingSink();

        var outcome = await command.RunAsync("Run", """ "cmd": "seq 100" """, sink);

        Assert.Equal(Enumerable.Range(81, 20), Lines(outcome).Select(int.Parse));
        Assert.Equal(Enumerable.Range(1, 100), sink.Lines.Select(int.Parse));
    }

    [Fact]
    public async Task A_pipeline_in_a_script_ends_as_it_does_in_a_shell()
    {
        await using var command = await LoadAsync("command", new { allow = new[] { "sh" } });

        var outcome = await command.RunAsync("Run", """ "cmd": ["sh", "-c", "yes | head -n 1"] """);

        Assert.Equal("{\"exit_code\":0,\"lines\":[\"y\"]}", Data(outcome)); // and no word of a broken pipe
    }

    [Fact]
    public async Task A_program_may_have_an_equals_sign_in_its_path()
    {
        var program = folder.Script("a=b/c=d", "echo here");
        await using var command = await LoadAsync("command", new { allow = new[] { program } });

        Assert.Equal(["here"], Lines(await command.RunAsync("Run", $"\"cmd\": [\"{program}\"]")));
    }

    [Fact]
    public async Task Its_input_is_empty()
    {
        await using var command = await LoadAsync("command", new { allow = new[] { "cat" } });

        var outcome = await command.RunAsync("Run", """ "cmd": ["cat"] """).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(StepOutcomeKind.Completed, outcome.Kind);
    }

    [Fact]
    public async Task It_gets_the_hosts_environment_without_the_hosts_own_variables_and_with_those_of_the_settings()
    {
        Environment.SetEnvironmentVariable("REWORKER_COMMAND_TEST", "secret");
        Environment.SetEnvironmentVariable("reworker_command_test", "secret");
        Environment.SetEnvironmentVariable("COMMAND_TEST_KEPT", "kept");
        await using var command = await LoadAsync("command", new { allow = new[] { "env" }, environment = new { COMMAND_TEST_SET = "set = here" } });

        var sink = new RecordingSink();
        await command.RunAsync("Run", """ "cmd": ["env"] """, sink);
        foreach (var name in new[] { "REWORKER_COMMAND_TEST", "reworker_command_test", "COMMAND_TEST_KEPT" }) Environment.SetEnvironmentVariable(name, null);

        Assert.Contains("COMMAND_TEST_KEPT=kept", sink.Lines);
        Assert.Contains("COMMAND_TEST_SET=set = here", sink.Lines);
        Assert.DoesNotContain(sink.Lines, line => line.StartsWith("REWORKER_", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task It_runs_in_the_directory_of_the_settings()
    {
        await using var command = await LoadAsync("command", new { allow = new[] { "pwd" }, directory = folder.Path });

        var outcome = await command.RunAsync("Run", """ "cmd": ["pwd"] """);

        Assert.Equal([folder.Path], Lines(outcome));
    }

    [Fact]
    public async Task A_directory_that_is_gone_fails_the_step_by_its_key()
    {
        await using var command = await LoadAsync("command", new { allow = new[] { "pwd" }, directory = "/nowhere/at/all" });

        var outcome = await command.RunAsync("Run", """ "cmd": ["pwd"] """);

        Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
        Assert.Equal("pwd can't be started: its working directory /nowhere/at/all does not exist (plugins.command.settings.directory)", outcome.Text);
    }

    [Fact]
    public async Task A_program_that_is_not_there_fails_the_step()
    {
        var plain = folder.Program("plain", "text");
        File.SetUnixFileMode(plain, UnixFileMode.UserRead);
        await using var command = await LoadAsync("command", new { allow = new[] { "no-such-program", "/no/such/program", plain } });

        Assert.Equal("\"no-such-program\" can't be started: it is not on the host's PATH: install it, or allow it by its absolute path", await FailureAsync("no-such-program"));
        Assert.Equal("\"/no/such/program\" can't be started: there is no such file", await FailureAsync("/no/such/program"));
        Assert.Equal($"\"{plain}\" can't be started: it is not executable", await FailureAsync(plain));

        async Task<string?> FailureAsync(string program)
        {
            var sink = new RecordingSink();
            var outcome = await command.RunAsync("Run", $"\"cmd\": [\"{program}\"]", sink);
            Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
            Assert.True(sink.Started);
            return outcome.Text;
        }
    }

    [Fact]
    public async Task A_file_that_the_kernel_can_not_run_fails_the_step_and_says_so()
    {
        var program = folder.Program("orphan", "#!/no/such/interpreter\n");
        await using var command = await LoadAsync("command", new { allow = new[] { program } });

        var outcome = await command.RunAsync("Run", $"\"cmd\": [\"{program}\"]");

        Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
        Assert.Contains($"failed to execute {program}", Assert.Single(Lines(outcome)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_arguments_than_the_kernel_takes_fail_the_step()
    {
        await using var command = await LoadAsync("command", new { allow = new[] { "true" } });

        var outcome = await command.RunAsync("Run", $"\"cmd\": [\"true\", \"{new string('x', 200_000)}\"]");

        Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
        Assert.Equal("the command can't be started: its arguments are longer than the system takes", outcome.Text);
    }

    [Fact]
    public async Task Many_runs_leave_no_open_files_behind()
    {
        await using var command = await LoadAsync("command", new { allow = new[] { "true" } });
        await command.RunAsync("Run", """ "cmd": "true" """);

        for (var run = 0; run < 100; run++) await command.RunAsync("Run", """ "cmd": "true" """);

        // Three pipes for each run would be 300; other tests of this process open and close files meanwhile.
        var pipes = OpenPipes();
        Assert.True(pipes < 100, $"{pipes} pipes are open.");
    }

    private static int OpenPipes() => Directory.EnumerateFiles("/proc/self/fd").Count(file =>
        new FileInfo(file).LinkTarget?.StartsWith("pipe:", StringComparison.Ordinal) == true);

    private static IReadOnlyList<string> Lines(StepOutcome outcome) =>
        [.. JsonElement.Parse(outcome.Data!).GetProperty("lines").EnumerateArray().Select(line => line.GetString()!)];
}
