using System.Text.Json;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Tests.Binding;

/// <summary>How keys find their members, and how a key that is wrong is named.</summary>
public sealed class KeysTests
{
    [Theory]
    [InlineData("from_branch")]
    [InlineData("FromBranch")]
    [InlineData("FROM_BRANCH")]
    [InlineData("frombranch")]
    [InlineData("_From_Branch_")]
    public void Keys_match_ignoring_case_and_underscores(string key) => Assert.Equal("main", Bound.To<Branch>($$"""{ "{{key}}": "main" }""").FromBranch);

    [Fact]
    public void A_key_is_named_as_it_was_written()
    {
        Assert.Equal(["FROM_branch: expected a string, got a number (1)"], Bound.Errors<Branch>("""{ "FROM_branch": 1 }"""));
        Assert.Equal(["from_branch: it is missing, expected a string"], Bound.Errors<Branch>("{}"));
    }

    [Fact]
    public void Unknown_keys_are_no_error() =>
        Assert.Equal("main", Bound.To<Branch>("""{ "command": "git", "subcommand": "Merge", "hosts": [], "from_branch": "main", "other": { "deep": 1 } }""").FromBranch);

    [Fact]
    public void Of_keys_that_match_each_other_the_last_one_counts() =>
        Assert.Equal("c", Bound.To<Branch>("""{ "from_branch": "a", "from_branch": "b", "FromBranch": "c" }""").FromBranch);

    [Fact]
    public void All_errors_are_told_at_once_each_with_the_path_of_its_key() => Assert.Equal(
        [
            "name: it is missing, expected a string",
            "size: expected a whole number from -2147483648 to 2147483647, got a string (\"big\")",
            "place.rack: it is missing, expected a string",
            "place.slots[1]: expected a whole number from -2147483648 to 2147483647, got a boolean",
            "place.slots[3]: expected a whole number from -2147483648 to 2147483647, got a number (0.5)",
            "others[1].rack: expected a string, got null",
            "labels.b: expected a string, got a list",
            "by_name.x.rack: it is missing, expected a string",
        ],
        Bound.Errors<Machine>("""
            { "size": "big", "place": { "slots": [1, true, 2, 0.5] }, "others": [{ "rack": "r" }, { "rack": null }],
              "labels": { "a": "fine", "b": [] }, "by_name": { "x": {} } }
            """));

    [Fact]
    public void An_object_is_expected_where_there_is_none() =>
        Assert.Equal(["place: expected an object, got a string (\"here\")"], Bound.Errors<Machine>("""{ "name": "n", "place": "here" }"""));

    [Fact]
    public void Nested_objects_bind_at_any_depth()
    {
        var machine = Bound.To<Machine>("""{ "name": "n", "place": { "Rack": "r", "slots": [1] }, "others": [{ "rack": "o" }], "by_name": { "x": { "rack": "y" } } }""");

        Assert.Equal(("r", 1, "o", "y"), (machine.Place!.Rack, machine.Place.Slots[0], machine.Others[0].Rack, machine.ByName["x"].Rack));
    }

    [Fact]
    public void A_dynamic_value_comes_from_the_releases_own_and_not_from_the_step()
    {
        var release = Bound.To<Release>("""{ "environment": "step", "version": 1 }""", """{ "ENVIRONMENT": "release", "build_number": 7 }""");

        Assert.Equal(("release", 7, 1), (release.Environment, release.Build, release.Version));
    }

    [Fact]
    public void A_dynamic_value_that_is_missing_or_wrong_is_told_as_one()
    {
        Assert.Equal(["environment: it is missing, expected a dynamic value, a string"], Bound.Errors<Release>("""{ "environment": "step" }"""));
        Assert.Equal(
            ["environment: expected a string, got a number (1)", "build_number: expected a whole number from -2147483648 to 2147483647, got a string (\"x\")"],
            Bound.Errors<Release>("{}", """{ "environment": 1, "build_number": "x" }"""));
    }

    private sealed class Branch
    {
        public required string FromBranch { get; init; }
    }

    private sealed record Release
    {
        [Dynamic]
        public required string Environment { get; init; }

        [Dynamic("build_number")]
        public int Build { get; init; }

        public int Version { get; init; }
    }

    private sealed class Machine
    {
        public required string Name { get; init; }

        public int Size { get; init; }

        public Place? Place { get; init; }

        public IReadOnlyList<Place> Others { get; init; } = [];

        public Dictionary<string, string> Labels { get; init; } = [];

        public Dictionary<string, Place> ByName { get; init; } = [];

        public JsonElement Rest { get; init; }
    }

    private sealed class Place
    {
        public required string Rack { get; init; }

        public int[] Slots { get; init; } = [];
    }
}
