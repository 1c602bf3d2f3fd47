using ReWorkerHost.Cli;
using ReWorkerHost.Playbooks;

namespace ReWorkerHost.Tests.Cli;

/// <summary>Steps that are written on the command line.</summary>
public sealed class SubmittedStepTests
{
    [Theory]
    [InlineData("p=text", """{"p":"text"}""")]
    [InlineData("p=", """{"p":""}""")]
    [InlineData("p=a=b", """{"p":"a=b"}""")]
    [InlineData("p=0.50", """{"p":0.50}""")]
    [InlineData("p=\"0.50\"", """{"p":"0.50"}""")]
    [InlineData("p=true", """{"p":true}""")]
    [InlineData("p=null", """{"p":null}""")]
    [InlineData("p=nothing", """{"p":"nothing"}""")]
    [InlineData("p=007", """{"p":"007"}""")]
    [InlineData("p=[1, 2]", """{"p":[1,2]}""")]
    [InlineData("p=[1, 2", """{"p":"[1, 2"}""")]
    [InlineData("p={\"a\": {\"b\": 1}}", """{"p":{"a":{"b":1}}}""")]
    public void A_value_that_is_json_is_taken_as_json_and_any_other_as_a_string(string pair, string parameters) =>
        Assert.Equal(parameters, new SubmittedStep("a:B", [pair], null).Read([]).Parameters.ToJsonString());

    [Fact]
    public void Parameters_may_be_given_as_an_object_with_pairs_beside_it()
    {
        var step = new SubmittedStep("a:B", ["q=2"], """{"p": [1], "notify": {"failed": {"irc": ["#x"]}}}""").Read(["environment"]);

        Assert.Equal("""{"p":[1],"q":2}""", step.Parameters.ToJsonString());
        Assert.Equal("""{"failed":{"irc":["#x"]}}""", step.Notify.ToJsonString());
        Assert.Equal(["environment"], step.Dynamic);
    }

    [Fact]
    public void Every_error_is_said_at_once()
    {
        var step = new SubmittedStep("a", ["x", "p=1", "p=2", "hosts=h", "q={\"r\": 1, \"r\": 2}"], "[1]");

        Assert.Equal(
            [
                "'a' names no subcommand; write WORKER:SUBCOMMAND",
                "--json: expected an object, got a list; write '{\"name\": value}'",
                "'x' is no parameter; write NAME=VALUE",
                "p: the parameter is given more than once; give it once",
                "q: line 1: r: the key is given a second time, after line 1; keep one of the two",
                "hosts: the Release Engine sets 'hosts' itself and would overwrite it; give the parameter another name, or use --host",
            ],
            Assert.Throws<PlaybookException>(() => step.Read([])).Problems.Select(problem => problem.ToString()));
    }
}
