using ReWorkerHost.Playbooks;

namespace ReWorkerHost.Tests.Playbooks;

/// <summary>Playbooks that are not good.</summary>
public sealed class PlaybookProblemTests
{
    [Fact]
    public void Every_error_is_said_at_once_with_its_place_and_its_remedy()
    {
        const string yaml = """
            group: 5
            nmae: x
            execution:
              - hosts: a.example.com
                step: [a:B]
              - description: [x]
                hosts: [a, 1]
                steps:
                  - noop
                  - noop.Noop
                  - sleep:Nap: 5
                  - sleep:Nap:
                    seconds: 1
                  - sleep: Nap
                  - a:B:
                      hosts: [x]
                      dynamic: environment
                      notify:
                        strated: {irc: [x]}
                        failed: {irc: x}
              - nothing
            """;

        Assert.Equal(
            [
                "line 1: group: expected a string, got a number; put it in quotes",
                "line 2: nmae: this key is not known here; did you mean 'name'?",
                "line 4: execution[0].hosts: expected a list, got a string; write '- ' before each item",
                "line 4: execution[0]: 'steps' is missing; add a list of steps, each written WORKER:SUBCOMMAND",
                "line 5: execution[0].step: this key is not known here; did you mean 'steps'?",
                "line 6: execution[1].description: expected a string, got a list",
                "line 7: execution[1].hosts[1]: expected a string, got a number; put it in quotes",
                "line 9: execution[1].steps[0]: 'noop' names no subcommand; write WORKER:SUBCOMMAND",
                "line 10: execution[1].steps[1]: 'noop.Noop' names no subcommand; write WORKER:SUBCOMMAND (did you mean 'noop:Noop'?)",
                "line 11: execution[1].steps[2]: expected the step's parameters as a mapping, got a number; write 'name: value' under 'sleep:Nap'",
                "line 13: execution[1].steps[3]: a step has one key, and 'seconds' is a second beside 'sleep:Nap'; indent it further if it belongs to 'sleep:Nap', or begin a step of its own with '- '",
                "line 14: execution[1].steps[4]: 'sleep' names no subcommand; write 'sleep:Nap', without a blank after the colon",
                "line 16: execution[1].steps[5].hosts: the Release Engine sets 'hosts' itself and would overwrite it; give the parameter another name, or set the sequence's hosts",
                "line 17: execution[1].steps[5].dynamic: expected a list, got a string; write '- ' before each item",
                "line 19: execution[1].steps[5].notify.strated: this key is not known here; did you mean 'started'?",
                "line 20: execution[1].steps[5].notify.failed.irc: expected a list, got a string; write '- ' before each item",
                "line 21: execution[2]: expected a mapping with the keys description, hosts and steps, got a string",
            ],
            Problems(yaml));
    }

    [Theory]
    [InlineData("", "the playbook is empty; it needs at least 'group' and 'execution'")]
    [InlineData("# only a comment\n", "the playbook is empty; it needs at least 'group' and 'execution'")]
    [InlineData("- a", "line 1: a playbook is a mapping with the keys group, name and execution; this is a list")]
    [InlineData("{group: g}", "line 1: 'execution' is missing; add a list of sequences, each with hosts and steps")]
    [InlineData("{group: '', execution: [{hosts: [], steps: ['a:B']}]}", "line 1: group: this is empty; write a text")]
    [InlineData("{group: g, execution: []}", "line 1: execution: the list is empty; give at least one item")]
    [InlineData("{group: g, execution: {steps: []}}", "line 1: execution: expected a list, got a mapping; write '- ' before each item")]
    [InlineData("{group: g, execution: [{hosts: [], steps: []}]}", "line 1: execution[0].steps: the list is empty; give at least one item")]
    [InlineData("{group: g, execution: [{hosts: [], steps: [{}]}]}", "line 1: execution[0].steps[0]: expected a step, written WORKER:SUBCOMMAND or 'WORKER:SUBCOMMAND: {parameters}', got an empty mapping")]
    [InlineData("{group: g, execution: [{hosts: [], steps: [':B']}]}", "line 1: execution[0].steps[0]: ':B' names no worker; write WORKER:SUBCOMMAND")]
    [InlineData("{group: g, execution: [{hosts: [], steps: ['a b:C']}]}", "line 1: execution[0].steps[0]: 'a b:C' has a blank in it; write WORKER:SUBCOMMAND without blanks")]
    [InlineData("{group: g, execution: [{hosts: [], steps: ['a:']}]}", "line 1: execution[0].steps[0]: 'a:' names no subcommand after the colon; write WORKER:SUBCOMMAND")]
    [InlineData("{group: g, execution: [{hosts: [], steps: ['a:B'], preflight: ['a:C']}]}", "line 1: execution[0].preflight: preflight steps are not run here; put them first under 'steps'")]
    [InlineData("{group: g, execution: [{hosts: [], steps: [{'a:B': {dynamic: [x, x]}}]}]}", "line 1: execution[0].steps[0].dynamic: 'x' is named more than once; name it once")]
    [InlineData("{group: g, execution: [{hosts: [], steps: [{'a:B': {notify: x}}]}]}", "line 1: execution[0].steps[0].notify: expected a mapping of phases (started, completed, failed), got a string")]
    [InlineData("{group: g, execution: [{hosts: [], steps: ['a:B']}]}\n---\n{}", "line 2: a second document begins here; a playbook is one document, so put each into a file of its own")]
    [InlineData("{group: g, execution: [{hosts: *h, steps: ['a:B']}]}", "line 1: execution[0].hosts: the alias *h stands for no value that is complete before it; anchor one with &h")]
    [InlineData("&all {group: g, execution: [*all]}", "line 1: execution[0]: the alias *all stands for no value that is complete before it; anchor one with &all")]
    public void Bad_yaml_is_an_error(string yaml, string problem) => Assert.Contains(problem, Problems(yaml));

    [Theory]
    [InlineData("group: [g]\n\texecution: x", "line 1: this is not YAML:")]
    [InlineData("group: [g\nname: x", "this is not YAML:")]
    [InlineData("group: \"g", "this is not YAML:")]
    [InlineData("{{{", "this is not YAML:")]
    [InlineData("group: !!i] g", "line 1: this is not YAML:")]
    [InlineData("group: \"\\ud83d\\ude!\"", "this is not YAML:")]
    [InlineData("%TAG !\n", "this is not YAML:")]
    public void Text_that_is_not_yaml_is_an_error_with_its_line(string yaml, string problem) => Assert.Contains(problem, Assert.Single(Problems(yaml)), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "line 1: this is not JSON:")]
    [InlineData("{\n\"group\": g}", "line 2: this is not JSON:")]
    [InlineData("{} {}", "line 1: this is not JSON:")]
    [InlineData("[1,\n]", "line 2: this is not JSON:")]
    public void Text_that_is_not_json_is_an_error_with_its_line(string json, string problem) => Assert.StartsWith(problem, Assert.Single(Problems(json, isJson: true)), StringComparison.Ordinal);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_key_that_is_given_twice_is_an_error(bool isJson)
    {
        const string text = """
            {"group": "g",
             "group": "h",
             "execution": [{"hosts": [], "steps": [{"a:B": {"p": 1,
              "q": {"r": 1, "r": 2},
              "p": 2}}]}]}
            """;

        Assert.Equal(
            [
                "line 2: group: the key is given a second time, after line 1; keep one of the two",
                "line 4: execution[0].steps[0].a:B.q.r: the key is given a second time, after line 4; keep one of the two",
                "line 5: execution[0].steps[0].a:B.p: the key is given a second time, after line 3; keep one of the two",
            ],
            Problems(text, isJson));
    }

    [Fact]
    public void Aliases_that_multiply_are_stopped()
    {
        var yaml = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 20).Select(i => $"{(char)('a' + i)}: &{(char)('a' + i)} [{string.Join(',', Enumerable.Repeat($"*{(char)('a' + i - 1)}", 10))}]\n"));

        Assert.Contains("with its aliases written out this holds more than", Assert.Single(Problems(yaml)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_text_that_aliases_multiply_is_stopped()
    {
        var yaml = $"a: &a {new string('x', 500_000)}\nb: [{string.Join(',', Enumerable.Repeat("*a", 1000))}]\n";

        Assert.Contains("with its aliases written out this holds more than", Assert.Single(Problems(yaml)), StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_that_deepen_are_stopped()
    {
        var yaml = "a0: &a0 [x]\n" + string.Concat(Enumerable.Range(1, 2000).Select(i => $"a{i}: &a{i} [*a{i - 1}]\n"));

        Assert.Contains("nested more than 48 deep", Assert.Single(Problems(yaml)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Values_that_nest_too_deep_are_stopped(bool isJson)
    {
        var text = string.Concat(Enumerable.Repeat("[", 100_000));

        Assert.Contains(isJson ? "depth" : "nested more than 48 deep", Assert.Single(Problems(text, isJson)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_an_error() =>
        Assert.StartsWith("the file can't be read:", Assert.Single(await FileProblemsAsync(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()))), StringComparison.Ordinal);

    [Theory]
    [InlineData(new byte[] { 0xff, 0x00 }, 1, "the file is not UTF-8 text; save it as UTF-8")]
    [InlineData(new byte[] { (byte)'#' }, 2_000_000, "the file is larger than 1,048,576 bytes, the most a playbook may have; split it")]
    public async Task A_file_that_is_no_text_or_too_large_is_an_error(byte[] content, int times, string problem)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, [.. Enumerable.Repeat(content, times).SelectMany(bytes => bytes)]);

            Assert.Equal(problem, Assert.Single(await FileProblemsAsync(path)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<IEnumerable<string>> FileProblemsAsync(string path) =>
        (await Assert.ThrowsAsync<PlaybookException>(() => PlaybookFile.ReadAsync(path, CancellationToken.None))).Problems.Select(problem => problem.ToString());

    private static IEnumerable<string> Problems(string text, bool isJson = false) =>
        Assert.Throws<PlaybookException>(() => PlaybookFile.Parse(text, isJson)).Problems.Select(problem => problem.ToString());
}
