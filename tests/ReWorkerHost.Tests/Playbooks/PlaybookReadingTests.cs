using System.Text.Json;
using ReWorkerHost.Playbooks;

namespace ReWorkerHost.Tests.Playbooks;

/// <summary>Playbooks that are good.</summary>
public sealed class PlaybookReadingTests
{
    private const string Yaml = """
        ---
        group: inception
        name: Simple playbook
        execution:
          - description: restart httpd
            hosts: [a.example.com, b.example.com]
            steps:
              - bigip:OutOfRotation
              - service:Restart:
                  service: httpd
                  retries: &retries {count: 3, wait: 0.5}
                  dynamic: [cart]
                  notify:
                    started: {irc: [PHB, "#team"]}
                    failed: {email: [a@example.com]}
          - hosts: []
            steps:
              - misc:Echo: {retries: *retries}
              - misc:Nothing:
        ...
        """;

    private const string Json = """
        {
          "group": "inception",
          "name": "Simple playbook",
          "execution": [
            {
              "description": "restart httpd",
              "hosts": ["a.example.com", "b.example.com"],
              "steps": [
                "bigip:OutOfRotation",
                {"service:Restart": {
                  "service": "httpd",
                  "retries": {"count": 3, "wait": 0.5},
                  "dynamic": ["cart"],
                  "notify": {"started": {"irc": ["PHB", "#team"]}, "failed": {"email": ["a@example.com"]}}
                }}
              ]
            },
            {"hosts": [], "steps": [{"misc:Echo": {"retries": {"count": 3, "wait": 0.5}}}, {"misc:Nothing": null}]}
          ]
        }
        """;

    [Theory]
    [InlineData(Yaml, false)]
    [InlineData(Json, true)]
    [InlineData(Json, false)] // JSON is YAML, too
    public void A_playbook_is_read(string text, bool isJson)
    {
        var playbook = PlaybookFile.Parse(text, isJson);

        Assert.Equal(("inception", "Simple playbook", 2), (playbook.Group, playbook.Name, playbook.Execution.Count));
        Assert.Equal(("restart httpd", null), (playbook.Execution[0].Description, playbook.Execution[1].Description));
        Assert.Equal(["a.example.com", "b.example.com"], playbook.Execution[0].Hosts);
        var step = playbook.Execution[0].Steps[1];
        Assert.Equal(("execution[0].steps[1]", new StepName("service", "Restart")), (step.Path, step.Name));
        Assert.Equal("""{"service":"httpd","retries":{"count":3,"wait":0.5}}""", step.Parameters.ToJsonString());
        Assert.Equal(["cart"], step.Dynamic);
        Assert.Equal("""{"started":{"irc":["PHB","#team"]},"failed":{"email":["a@example.com"]}}""", step.Notify.ToJsonString());
        Assert.Equal("""{"retries":{"count":3,"wait":0.5}}""", playbook.Execution[1].Steps[0].Parameters.ToJsonString());
        Assert.Empty(playbook.Execution[1].Steps[1].Parameters);
    }

    [Fact]
    public void The_body_of_a_job_is_the_state_machines()
    {
        var release = Release.Prepare(PlaybookFile.Parse(Yaml, isJson: false), "unused", new Dictionary<string, string> { ["cart"] = "bitmath", ["other"] = "x" });

        Assert.Equal([1, 2, 3, 4], release.Steps.Select(step => step.Number));
        Assert.Equal("worker.service", release.Steps[1].Name.RoutingKey);
        AssertJson(
            """
            {
              "group": "inception",
              "parameters": {
                "service": "httpd", "retries": {"count": 3, "wait": 0.5}, "dynamic": ["cart"],
                "command": "service", "subcommand": "Restart", "hosts": ["a.example.com", "b.example.com"]
              },
              "dynamic": {"cart": "bitmath", "other": "x"},
              "notify": {"started": {"irc": ["PHB", "#team"]}, "failed": {"email": ["a@example.com"]}}
            }
            """,
            release.Steps[1].Body);
        AssertJson(
            """{"group": "inception", "parameters": {"command": "misc", "subcommand": "Nothing", "hosts": []}, "dynamic": {"cart": "bitmath", "other": "x"}, "notify": {}}""",
            release.Steps[3].Body);
    }

    [Fact]
    public void A_dynamic_value_that_is_missing_is_named_with_every_step_that_needs_it()
    {
        var playbook = PlaybookFile.Parse("{group: g, execution: [{hosts: [], steps: [{'a:B': {dynamic: [cart, environment]}},\n {'a:C': {dynamic: [cart]}}]}]}", isJson: false);

        var exception = Assert.Throws<PlaybookException>(() => Release.Prepare(playbook, "p", new Dictionary<string, string> { ["enviroment"] = "x" }));

        Assert.Equal(
            [
                "line 1: execution[0].steps[0]: the dynamic value 'cart' is not given; add --dynamic cart=VALUE",
                "line 1: execution[0].steps[0]: the dynamic value 'environment' is not given; add --dynamic environment=VALUE ('enviroment' is given; is it meant for this?)",
                "line 2: execution[0].steps[1]: the dynamic value 'cart' is not given; add --dynamic cart=VALUE",
            ],
            exception.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void A_subcommand_may_have_colons() =>
        Assert.Equal(new StepName("a", "b:c"), PlaybookFile.Parse("{group: g, execution: [{hosts: [], steps: ['a:b:c']}]}", isJson: false).Execution[0].Steps[0].Name);

    [Theory]
    [InlineData("first-release.yaml", 5, "noop,sleep,megafrobber,command,command")]
    [InlineData("dynamic.yaml", 1, "megafrobber")]
    public async Task The_playbooks_in_the_documentation_are_good(string file, int steps, string workers)
    {
        var playbook = await PlaybookFile.ReadAsync(Path.Combine(Repository.Root, "docs", "playbooks", file), CancellationToken.None);

        var release = Release.Prepare(playbook, "unnamed", new Dictionary<string, string> { ["environment"] = "staging" });
        Assert.Equal(steps, release.Steps.Count);
        Assert.Equal(workers, string.Join(',', release.Steps.Select(step => step.Name.Command)));
    }

    private static void AssertJson(string expected, byte[] body) =>
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(expected).RootElement, JsonDocument.Parse(body).RootElement), System.Text.Encoding.UTF8.GetString(body));
}
