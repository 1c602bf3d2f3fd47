using System.Text.Json;

namespace ReWorkerHost.Tests.Execution;

public sealed class JobReaderTests
{
    [Fact]
    public void A_whole_job_is_read()
    {
        var job = Read("""
            { "group": "inception",
              "parameters": { "command": "service", "subcommand": "Restart", "hosts": ["a", "b"], "service": "httpd", "dynamic": ["cart"] },
              "dynamic": { "cart": "bitmath", "Environment": 1 },
              "notify": { "started": { "irc": ["PHB", "#team"], "email": [] }, "failed": { "email": ["a@example.com"] } },
              "unknown": { "is": "fine" } }
            """);

        Assert.Empty(job.Problems);
        Assert.Equal(("inception", "service", "Restart"), (job.Group, job.Command, job.Subcommand));
        Assert.Equal(["a", "b"], job.Hosts);
        Assert.Equal("httpd", job.Parameters.GetProperty("service").GetString());
        Assert.Equal(("bitmath", 1), (job.Dynamic["CART"].GetString(), job.Dynamic["environment"].GetInt32()));
        Assert.Equal(["irc", "email"], job.Notify.For("started").Select(transport => transport.Key));
        Assert.Equal(["PHB", "#team"], job.Notify.For("started").First().Value);
        Assert.Empty(job.Notify.For("completed"));
    }

    [Theory]
    [InlineData("""{ "parameters": { "subcommand": "Go" } }""")]
    [InlineData("""{ "group": null, "dynamic": null, "notify": null, "parameters": { "subcommand": "Go", "hosts": null, "command": null, "dynamic": null } }""")]
    [InlineData("""{ "dynamic": {}, "notify": { "started": null, "failed": {} }, "parameters": { "subcommand": "Go", "hosts": [], "dynamic": [] } }""")]
    public void What_is_missing_is_empty(string body)
    {
        var job = Read(body);

        Assert.Empty(job.Problems);
        Assert.Equal(("", "", "Go"), (job.Group, job.Command, job.Subcommand));
        Assert.Empty(job.Hosts);
        Assert.Empty(job.Dynamic);
        Assert.All(["started", "completed", "failed"], phase => Assert.Empty(job.Notify.For(phase)));
    }

    [Theory]
    [InlineData("{}", "parameters: expected an object, it is missing")]
    [InlineData("""{ "parameters": [] }""", "parameters: expected an object, got a list")]
    [InlineData("""{ "parameters": null }""", "parameters: expected an object, got null")]
    [InlineData("""{ "Parameters": { "subcommand": "Go" } }""", "parameters: expected an object, it is missing")]
    [InlineData("""{ "parameters": {} }""", "subcommand: expected the subcommand's name, it is missing")]
    [InlineData("""{ "parameters": { "subcommand": "" } }""", "subcommand: expected the subcommand's name, it is empty")]
    [InlineData("""{ "parameters": { "subcommand": null } }""", "subcommand: expected the subcommand's name, got null")]
    [InlineData("""{ "parameters": { "subcommand": ["Go"] } }""", "subcommand: expected the subcommand's name, got a list")]
    [InlineData("""{ "parameters": { "subcommand": "Go", "command": 1 } }""", "command: expected a string, got a number")]
    [InlineData("""{ "parameters": { "subcommand": "Go", "hosts": "a" } }""", "hosts: expected a list of strings, got a string")]
    [InlineData("""{ "parameters": { "subcommand": "Go", "hosts": ["a", 1] } }""", "hosts: expected a list of strings, got a list")]
    [InlineData("""{ "group": {}, "parameters": { "subcommand": "Go" } }""", "group: expected a string, got an object")]
    [InlineData("""{ "dynamic": ["cart"], "parameters": { "subcommand": "Go" } }""", "dynamic: expected an object, got a list")]
    [InlineData("""{ "parameters": { "subcommand": "Go", "dynamic": {} } }""", "parameters.dynamic: expected a list of names, got an object")]
    [InlineData("""{ "parameters": { "subcommand": "Go", "dynamic": ["cart"] } }""", "cart: expected a dynamic value, it is missing")]
    [InlineData("""{ "notify": [], "parameters": { "subcommand": "Go" } }""", "notify: expected an object, got a list")]
    [InlineData("""{ "notify": { "started": true }, "parameters": { "subcommand": "Go" } }""", "notify.started: expected an object, got a boolean")]
    [InlineData("""{ "notify": { "started": { "irc": "x" } }, "parameters": { "subcommand": "Go" } }""", "notify.started.irc: expected a list of strings, got a string")]
    [InlineData("""{ "notify": { "started": { "irc": [1] } }, "parameters": { "subcommand": "Go" } }""", "notify.started.irc: expected a list of strings, got a list")]
    public void A_key_that_is_wrong_is_named_with_what_was_expected(string body, string problem) => Assert.Equal([problem], Read(body).Problems);

    [Fact]
    public void All_that_is_wrong_is_told_at_once_and_the_rest_is_read()
    {
        var job = Read("""{ "group": 1, "dynamic": 2, "notify": { "started": 3, "failed": { "irc": 4, "email": ["a"] } }, "parameters": { "hosts": 5, "command": "c" } }""");

        Assert.Equal(
            ["group", "dynamic", "notify.started", "notify.failed.irc", "hosts", "subcommand"],
            job.Problems.Select(problem => problem.Split(':')[0]));
        Assert.Equal(("c", ""), (job.Command, job.Subcommand));
        Assert.Equal(["email"], job.Notify.For("failed").Select(transport => transport.Key));
    }

    private static Job Read(string body) => JobReader.Read(JsonElement.Parse(body));
}
