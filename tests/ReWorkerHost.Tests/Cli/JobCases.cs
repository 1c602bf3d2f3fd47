namespace ReWorkerHost.Tests.Cli;

/// <summary>Jobs that the host takes or refuses: step, parameters, dynamic values, and whether it takes them.</summary>
internal static class JobCases
{
    private const string Good = "+";

    /// <summary>All of them.</summary>
    public static TheoryData<string, string, string, bool> All()
    {
        var cases = new TheoryData<string, string, string, bool>();
        foreach (var line in Table.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var (isGood, step, rest) = (line[..1] == Good, line[2..].Split(' ')[0], line[2..].Split(' ', 2)[1]);
            var parts = rest.Split(" & ");
            cases.Add(step, $"{{ {parts[0]} }}", $"{{ {(parts.Length > 1 ? parts[1] : "")} }}", isGood);
        }

        return cases;
    }

    /// <summary>'+' or '-', the step, the inside of its parameters, and after '&amp;' the inside of the dynamic values.</summary>
    private const string Table =
        """
        + command:Run "cmd": "echo hello"
        + command:run "CMD": ["echo", 1]
        - command:Run "cmnd": "echo hello"
        - command:Walk "cmd": "echo hello"
        + megafrobber:FROB "thing": "x", "times": 10, "outcome": "pass", "unknown": [1]
        + megafrobber:Frob "outcome": "PA_SS", "times": 3.0
        - megafrobber:Frob "outcome": "passes"
        - megafrobber:Frob "outcome": 1
        - megafrobber:Frob "outcome": null
        - megafrobber:Frob "times": 0
        - megafrobber:Frob "TIMES": 11
        - megafrobber:Frob "t_imes": "3"
        - megafrobber:Frob "times": 2.5
        - megafrobber:Frob "times": null
        - megafrobber:Frob "thing": ""
        - megafrobber:Frob "thing": null
        + greeter:Greet "name": "x"
        + greeter:Greet "NAME": "x", "times": 3
        - greeter:Greet "times": 3
        - greeter:Greet "name": "x", "times": 4
        + sleep:Nap "seconds": 0.5
        + sleep:Anything "seconds": 86400
        - sleep:Nap "seconds": 86400.5
        - sleep:Nap "seconds": "1"
        - sleep:Nap "second": 1
        + noop:Whatever "a": { "b": null }
        + httprequest:Get "url": "http://a", "code": 404, "b64encoded": true, "content": null
        - httprequest:Get "url": "http://a", "code": 99
        - httprequest:Get "url": 1
        - httprequest:Head "url": "http://a"
        + messages:Send "slug": "s", "message": "m", "phase": "failed", "target": ["a"]
        - messages:Send "slug": "s", "message": "m", "phase": "failed"
        - messages:Send "slug": "s", "message": "m", "PHASE": "failed", "target": ["a"]
        - messages:Send "slug": "s", "message": "m", "phase": "failed", "target": [1]
        + regeln:Types "text": ""
        - rules:Types "text": null
        - rules:Types "text": 1
        + rules:Types "note": null
        - rules:Types "note": 1
        - rules:Types "flag": "true"
        + rules:Types "flag": false
        + rules:Types "whole": -2147483648
        - rules:Types "whole": 2147483648
        - rules:Types "small": 256
        - rules:Types "small": -1
        + rules:Types "big": 9223372036854775807
        - rules:Types "big": 9223372036854775808
        + rules:Types "fraction": 1e3
        - rules:Types "fraction": "1"
        + rules:Types "money": 0.01
        - rules:Types "money": "1"
        + rules:Types "rough": 1.5
        + rules:Types "id": "0f8fad5b-d9cb-469f-a165-70867728950e"
        - rules:Types "id": "0f8fad5bd9cb469fa16570867728950e"
        + rules:Types "day": "2026-11-24"
        + rules:Types "day": "2026-11-24T19:04"
        + rules:Types "day": "2026-11-24T19:04:38.831Z"
        + rules:Types "day": "2026-11-24T19:04:38+01:00"
        - rules:Types "day": "2026-13-24"
        - rules:Types "day": "24.11.2026"
        - rules:Types "day": "2026-11-24 19:04"
        + rules:Types "pause": 1.5
        - rules:Types "pause": 1e12
        - rules:Types "pause": "00:01:00"
        + rules:Types "link": "https://example.com/a?b"
        - rules:Types "link": "example"
        + rules:Types "mode": "dry_run"
        + rules:Types "mode": "DryRun"
        - rules:Types "mode": "dry run"
        - rules:Types "mode": 1
        + rules:Types "maybe": null
        + rules:Types "maybe": "plain"
        - rules:Types "maybe": "other"
        + rules:Types "count": null
        - rules:Types "count": 1.5
        + rules:Types "tags": []
        - rules:Types "tags": [null]
        - rules:Types "tags": "a"
        + rules:Types "gaps": [1, null]
        - rules:Types "gaps": [1, "2"]
        + rules:Types "labels": { "a": 1, "A": 2 }
        - rules:Types "labels": { "a": 256 }
        - rules:Types "labels": [1]
        + rules:Types "place": { "RACK": "r", "slot": 40, "unknown": 1 }
        + rules:Types "place": null
        - rules:Types "place": { "slot": 1 }
        - rules:Types "place": { "rack": "r", "SLOT": 41 }
        + rules:Types "places": [{ "rack": "r" }]
        - rules:Types "places": [{ "rack": "r" }, null]
        - rules:Types "PLACES": [{ "rack": "r", "slot": 0 }]
        + rules:Types "rest": null
        + rules:Held "times": 1
        - rules:Held "times": 4
        + rules:Held "above": 0.001
        - rules:Held "above": 0
        + rules:Held "wide": 255
        - rules:Held "wide": -1
        - rules:Held "wide": 256
        + rules:Held "short": "abcde"
        - rules:Held "short": "abcdef"
        - rules:Held "short": "a"
        - rules:Held "pair": []
        - rules:Held "pair": ["a", "b", "c"]
        + rules:Held "long": null
        - rules:Held "long": "a"
        + rules:Held "few": { "a": "b" }
        - rules:Held "few": { "a": "b", "c": "d" }
        + rules:Held "letters": ""
        - rules:Held "letters": "a1"
        + rules:Held "choice": "b"
        + rules:Held "choice": null
        - rules:Held "choice": "B"
        + rules:Held "only": "DRY_RUN"
        - rules:Held "only": "plain"
        + rules:Held "lucky": 7
        - rules:Held "lucky": 13
        + rules:Held "mail": "a@example.com"
        - rules:Held "mail": "example.com"
        + rules:Held "page": "HTTP://example.com"
        - rules:Held "page": "gopher://example.com"
        + rules:Needy "fromBranch": "b", "given": "g", "level": 1 & "environment": "e"
        + rules:Needy "FROM_BRANCH": "b", "Given": "g", "level": 1 & "ENVIRONMENT": "e", "build": 1000
        - rules:Needy "from_branch": null, "given": "g", "level": 1 & "environment": "e"
        - rules:Needy "given": "g", "level": 1 & "environment": "e"
        - rules:Needy "from_branch": "b", "given": " ", "level": 1 & "environment": "e"
        - rules:Needy "from_branch": "b", "given": null, "level": 1 & "environment": "e"
        - rules:Needy "from_branch": "b", "given": "g" & "environment": "e"
        - rules:Needy "from_branch": "b", "given": "g", "level": 1, "environment": "e"
        - rules:Needy "from_branch": "b", "given": "g", "level": 1 & "environment": 5
        - rules:Needy "from_branch": "b", "given": "g", "level": 1 & "environment": "e", "Build": 1001
        + rules:Any "x": 1
        - rules:Any "hosts": []
        """;
}
