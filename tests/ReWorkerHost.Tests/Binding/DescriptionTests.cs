using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Binding;

namespace ReWorkerHost.Tests.Binding;

/// <summary>What <c>describe</c> shows of parameters.</summary>
public sealed class DescriptionTests
{
    [Fact]
    public void Every_parameter_is_described_in_the_order_of_declaration() => Assert.Equal(
        [
            "thing: a string, required [What to frob.]",
            "environment: a string, required, dynamic",
            "times: a whole number, default 1, 1 to 10",
            "kind: one of plain, dry_run, default \"dry_run\"",
            "pause: a duration in seconds, default 1.5",
            "note: a string or null",
            "tags: a list, each a string, default [\"a\"]",
            "place: an object (rack, slot) or null",
            "labels: an object, each value a whole number from 0 to 255, default {}",
            "rest: any JSON",
        ],
        Describe(typeof(Frob)));

    [Fact]
    public void A_constructors_defaults_are_described() => Assert.Equal(
        ["thing: a string, required", "times: a whole number, default 2", "kind: one of plain, dry_run, default \"plain\"", "note: a string or null, default \"none\""],
        Describe(typeof(ClassTests.Positional)));

    private static IEnumerable<string> Describe(Type type) => ParametersModel.For(type).Descriptions.Select(parameter => string.Join(", ",
        [
            $"{parameter.Name}: {parameter.Type}",
            .. parameter.IsRequired ? ["required"] : Array.Empty<string>(),
            .. parameter.IsDynamic ? ["dynamic"] : Array.Empty<string>(),
            .. parameter.Default is { } value ? [$"default {value}"] : Array.Empty<string>(),
            .. parameter.Bounds,
        ]) + (parameter.Description is { } about ? $" [{about}]" : ""));

    private sealed class Frob
    {
        [Description("What to frob.")]
        public required string Thing { get; init; }

        [Dynamic]
        public required string Environment { get; init; }

        [Range(1, 10)]
        public int Times { get; init; } = 1;

        public Kind Kind { get; init; } = Kind.DryRun;

        public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1.5);

        public string? Note { get; init; }

        public string[] Tags { get; init; } = ["a"];

        public Place? Place { get; init; }

        public Dictionary<string, byte> Labels { get; init; } = [];

        public System.Text.Json.JsonElement Rest { get; init; }
    }

    private sealed class Place
    {
        public string Rack { get; init; } = "";

        public int Slot { get; init; }
    }
}
