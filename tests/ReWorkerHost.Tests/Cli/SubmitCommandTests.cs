using System.CommandLine;
using ReWorkerHost.Cli;
using ReWorkerHost.Configuration;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Playbooks;

namespace ReWorkerHost.Tests.Cli;

/// <summary>The commands <c>submit</c> and <c>release</c> over a real broker.</summary>
[Collection(SecondNodeGroup.Name)]
public sealed class SubmitCommandTests(RabbitMqNode node)
{
    [Fact]
    public async Task Submit_prints_the_data_and_nothing_else_on_the_standard_output()
    {
        await using var worker = await WorkerAsync("""{"status":"completed","data":{"a":[0.5]}}""");

        var (code, output, error) = await InvokeAsync(Submitting(worker), "a:B", "p=1", "--host", "h", "--dynamic", "e=f");

        Assert.Equal(0, code);
        Assert.Equal("{\n  \"a\": [\n    0.5\n  ]\n}\n", output);
        Assert.Contains("[1/1] a:B completed in ", error, StringComparison.Ordinal);
        Assert.Equal("""{"group":"submit","parameters":{"p":1,"dynamic":["e"],"command":"a","subcommand":"B","hosts":["h"]},"dynamic":{"e":"f"},"notify":{}}""", worker.Jobs.Single().Body);
    }

    [Fact]
    public async Task Submit_ends_with_1_when_the_step_fails()
    {
        await using var worker = await WorkerAsync("""{"status":"failed","data":"no"}""");

        var (code, output, _) = await InvokeAsync(Submitting(worker), "a:B");

        Assert.Equal((1, "\"no\"\n"), (code, output));
    }

    [Fact]
    public async Task Release_runs_a_playbook()
    {
        await using var worker = await WorkerAsync("""{"status":"completed"}""");
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "{group: g, name: two steps, execution: [{hosts: [], steps: ['a:B', 'a:C']}]}");
        try
        {
            var (code, output, error) = await InvokeAsync(ReleaseCommand.Create((_, _) => AccessAsync(worker)), path, "--plain");

            Assert.Equal((0, ""), (code, error));
            Assert.Contains("two steps: completed, 2 steps in ", output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_broker_that_cannot_be_reached_is_an_error()
    {
        var (code, output, error) = await InvokeAsync(SubmitCommand.Create((_, _) => throw new InvalidOperationException("The broker can't be reached.")), "a:B");

        Assert.Equal((1, "", "The broker can't be reached.\n"), (code, output, error));
    }

    [Fact]
    public async Task A_step_that_is_wrong_is_an_error_before_anything_is_connected()
    {
        var (code, _, error) = await InvokeAsync(SubmitCommand.Create((_, _) => throw new NotSupportedException()), "a", "x");

        Assert.Equal(1, code);
        Assert.StartsWith("Nothing was sent, for there are 2 errors:\n", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--timeout", "0", "--timeout 0: expected seconds")]
    [InlineData("--dynamic", "x", "--dynamic x: expected NAME=VALUE")]
    public async Task An_option_that_is_wrong_is_an_error(string option, string value, string problem)
    {
        var (code, _, error) = await InvokeAsync(SubmitCommand.Create((_, _) => throw new NotSupportedException()), "a:B", option, value);

        Assert.Equal(1, code);
        Assert.Contains(problem, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--tiemout: there is no such option; did you mean --timeout?", "--tiemout", "3")]
    [InlineData("--tiemout: there is no such option; did you mean --timeout?", "--tiemout=3")]
    [InlineData("--hsot: there is no such option; did you mean --host?", "p=1", "--hsot", "h")]
    [InlineData("--nothing-of-the-kind: there is no such option; known are --host, --dynamic, --timeout, --json", "--nothing-of-the-kind")]
    public async Task What_looks_like_an_option_is_no_parameter(string problem, params string[] arguments)
    {
        var (code, _, error) = await InvokeAsync(SubmitCommand.Create((_, _) => throw new NotSupportedException()), ["a:B", .. arguments]);

        Assert.Equal(1, code);
        Assert.Contains(problem, error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> InvokeAsync(Command command, params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await command.Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        return (code, output.ToString(), error.ToString());
    }

    private Command Submitting(ScriptedWorker worker) => SubmitCommand.Create((_, _) => AccessAsync(worker));

    private async Task<BrokerAccess> AccessAsync(ScriptedWorker worker) => new(await node.ConnectAsync(), BrokerSettings.Read(Tests.Configuration.Settings.Of($"RabbitMQ:Exchange={worker.Exchange}")));

    private async Task<ScriptedWorker> WorkerAsync(string answer) => await ScriptedWorker.StartAsync(await node.ConnectAsync(), ["a"], async (self, job, _) =>
    {
        await self.ReplyAsync(job, """{"status":"started"}""");
        await self.ReplyAsync(job, answer);
    });
}
