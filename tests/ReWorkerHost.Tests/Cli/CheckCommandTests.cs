namespace ReWorkerHost.Tests.Cli;

/// <summary>The command <c>check</c> with playbooks, and without.</summary>
public sealed class CheckCommandTests : IDisposable
{
    private const string Parameters = """
        group: g
        execution:
          - hosts: []
            steps:
              - parameters:Frob:

        """;

    private readonly Commands commands = new();

    public void Dispose() => commands.Dispose();

    [Fact]
    public async Task Every_mistake_is_told_at_once_with_its_line_and_a_suggestion()
    {
        commands.Install("megafrobber", "sleep").InstallFixture("parameters").InstallFixture("rules").Configure("""{ "sleep": { "enabled": false } }""");
        var playbook = commands.Write("mistakes.yaml",
            """
            grupp: g
            execution:
              - hosts: []
                steps:
                  - megafrober:Frob
                  - elsewhere:Go
                  - sleep:Nap: {seconds: 1}
                  - megafrobber:Frub
                  - megafrobber:Frob:
                      tims: 4
                      times: 40
                      outcome: never
                      thing: 1
                  - parameters:Frob:
                      thign: widget
                      times: 3
                      dynamic: [enviroment]
                      notify:
                        failed: {irc: ["#a"], messages: ["b"]}
                  - parameters:Frob:
                      thing: widget
                      environment: staging
                  - megafrobber
                  - rules:Types:
                      place:
                        rack: a
                        slto: 4
                      places: [{slot: 41}]
                  - megafrobber:Frob: {unheard_of: 1}
              - hosts: a
                steps: [noop:Noop]
            """);

        var (code, output, error) = await commands.InvokeAsync("check", playbook, "--elsewhere", "elsewhere", "--elsewhere", "messages");

        Assert.Equal((1, ""), (code, error));
        Assert.Equal(
            """
            P line 1: grupp: this key is not known here; did you mean 'group'?
            P line 1: 'group' is missing; add the name of the group that owns the playbook
            P line 5: execution[0].steps[0] megafrober:Frob: no worker here serves worker.megafrober; did you mean megafrobber? (--elsewhere megafrober if another host serves it)
            P line 7: execution[0].steps[2] sleep:Nap: no worker here serves worker.sleep: the plugin sleep is switched off in plugins.json
            P line 8: execution[0].steps[3] megafrobber:Frub: megafrobber has no subcommand 'Frub'; did you mean Frob?
            P line 10: warning: execution[0].steps[4] megafrobber:Frob: tims: this key is not known here and is ignored; did you mean times?
            P line 11: execution[0].steps[4] megafrobber:Frob: times: The field times must be between 1 and 10.
            P line 12: execution[0].steps[4] megafrobber:Frob: outcome: expected one of random, pass, fail, got a string ("never")
            P line 13: execution[0].steps[4] megafrobber:Frob: thing: expected a string, got a number (1)
            P line 14: execution[0].steps[5] parameters:Frob: thing: it is missing, expected a string ('thign' is given; is it meant for this?)
            P line 14: execution[0].steps[5] parameters:Frob: environment: it is missing, expected a dynamic value, a string; add it to the step's list 'dynamic' ('enviroment' is given; is it meant for this?)
            P line 15: warning: execution[0].steps[5] parameters:Frob: thign: this key is not known here and is ignored; did you mean thing?
            P line 18: warning: execution[0].steps[5] parameters:Frob: notify: no worker here serves notify.irc, so these notifications are lost
            P line 22: execution[0].steps[6] parameters:Frob: environment: it is missing, expected a dynamic value, a string; add it to the step's list 'dynamic'
            P line 22: warning: execution[0].steps[6] parameters:Frob: environment: this is a dynamic value, and is ignored as a parameter; name it in the step's list 'dynamic'
            P line 23: execution[0].steps[7]: 'megafrobber' names no subcommand; write WORKER:SUBCOMMAND
            P line 25: warning: execution[0].steps[8] rules:Types: place.slto: this key is not known here and is ignored; did you mean slot?
            P line 28: execution[0].steps[8] rules:Types: places[0].rack: it is missing, expected a string
            P line 28: execution[0].steps[8] rules:Types: places[0].slot: The field slot must be between 1 and 40.
            P line 29: warning: execution[0].steps[9] megafrobber:Frob: unheard_of: this key is not known here and is ignored; known are thing, times, outcome
            P line 30: execution[1].hosts: expected a list, got a string; write '- ' before each item
            P line 31: execution[1].steps[0] noop:Noop: no worker here serves worker.noop; known are megafrobber, parameters, rules, regeln, elsewhere, messages (--elsewhere noop if another host serves it)
            P: 16 problems, 6 warnings in 10 steps

            """,
            output.Replace(playbook, "P", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, "[environment]")]
    [InlineData(0, "[environment]", "--dynamic", "environment=staging")]
    [InlineData(0, "[]", "--dynamic", "environment=staging")]
    [InlineData(1, "[]")]
    [InlineData(1, "[other]", "--dynamic", "other=1")]
    public async Task Dynamic_values_are_taken_as_given_where_the_step_names_them(int expected, string named, params string[] options)
    {
        commands.InstallFixture("parameters");
        var playbook = commands.Write("p.yaml", $"{Parameters}          thing: widget\n          dynamic: {named}\n");

        var (code, output, _) = await commands.InvokeAsync(["check", playbook, .. options]);

        Assert.True(expected == code, output);
    }

    [Fact]
    public async Task A_dynamic_value_that_is_told_is_held_to_the_rules()
    {
        commands.InstallFixture("rules");
        var playbook = commands.Write("p.yaml", "{group: g, execution: [{hosts: [], steps: [{'rules:Needy': {from_branch: b, given: g, level: 1, dynamic: [environment, build]}}]}]}");

        var (untold, _, _) = await commands.InvokeAsync("check", playbook);
        var (told, output, _) = await commands.InvokeAsync("check", playbook, "--dynamic", "build=many");

        Assert.Equal((0, 1), (untold, told));
        Assert.Contains("rules:Needy: build: expected a whole number from -2147483648 to 2147483647, got a string (\"many\")", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warnings_are_problems_where_it_is_strict()
    {
        commands.Install("megafrobber");
        var playbook = commands.Write("p.yaml", "{group: g, execution: [{hosts: [], steps: [{'megafrobber:Frob': {tiems: 1}}]}]}");

        var (lax, warned, _) = await commands.InvokeAsync("check", playbook);
        var (strict, refused, _) = await commands.InvokeAsync("check", "--strict", playbook);

        Assert.Equal((0, 1), (lax, strict));
        Assert.EndsWith(": 1 warning in 1 step\n", warned, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", refused, StringComparison.Ordinal);
        Assert.EndsWith(": 1 problem in 1 step\n", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_not_be_read_is_told_and_the_others_are_checked_all_the_same()
    {
        commands.Install("noop");
        var good = commands.Write("good.json", """{"group": "g", "execution": [{"hosts": [], "steps": ["noop:Noop"]}]}""");
        var broken = commands.Write("broken.yaml", "group: [");

        var (missing, output, _) = await commands.InvokeAsync("check", commands["none.yaml"], good, broken);
        var (unparsed, _, _) = await commands.InvokeAsync("check", broken);

        Assert.Equal((2, 1), (missing, unparsed));
        Assert.Contains("none.yaml: the file can't be read: ", output, StringComparison.Ordinal);
        Assert.Contains("good.json: ok in 1 step\n", output, StringComparison.Ordinal);
        Assert.Contains("broken.yaml line 2: this is not YAML", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_workers_own_check_does_not_run_and_neither_does_a_step()
    {
        commands.InstallFixture("parameters");
        var playbook = commands.Write("p.yaml", $"{Parameters}          thing: broken\n          dynamic: [environment]\n");

        var (code, output, _) = await commands.InvokeAsync("check", playbook);

        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task A_plugin_that_can_not_be_used_is_named()
    {
        commands.Install("noop").Write("plugins/broken/broken.dll", "this is no assembly");
        var playbook = commands.Write("p.yaml", "{group: g, execution: [{hosts: [], steps: ['noop:Noop', 'broken:Go']}]}");

        var (code, output, error) = await commands.InvokeAsync("check", playbook);

        Assert.Equal(1, code);
        Assert.StartsWith("broken can't be used: broken.dll is not a .NET assembly", error, StringComparison.Ordinal);
        Assert.Contains("broken:Go: no worker here serves worker.broken: the plugin broken can't be used\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_playbook_settings_and_plugins_are_checked()
    {
        commands.Install("noop").Configure("""{ "sleep": { "enabled": true } }""");

        var (code, output, _) = await commands.InvokeAsync("check");

        Assert.Equal(0, code);
        Assert.Contains("ok       noop: worker.noop (bound by worker.noop; 4 at a time)\n", output, StringComparison.Ordinal);
        Assert.Contains("absent   sleep: plugins.json configures it, and it is not in the folder\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistyped_option_is_no_playbook()
    {
        var (code, _, error) = await commands.InvokeAsync("check", "--elsewere", "x");

        Assert.Equal(1, code);
        Assert.Contains("--elsewere: there is no such option; did you mean --elsewhere?", error, StringComparison.Ordinal);
    }
}
