using System.ComponentModel.DataAnnotations;

namespace ReWorkerHost.Tests.Binding;

/// <summary>The shapes that a class of parameters may have.</summary>
public sealed class ClassTests
{
    [Fact]
    public void A_positional_record_takes_its_values_and_its_defaults()
    {
        Assert.Equal(new Positional("t"), Bound.To<Positional>("""{ "thing": "t" }"""));
        Assert.Equal(new Positional("t", 5, Kind.DryRun, null), Bound.To<Positional>("""{ "THING": "t", "times": 5, "kind": "dry_run", "note": null }"""));
        Assert.Equal(["thing: it is missing, expected a string", "times: expected a whole number from -2147483648 to 2147483647, got null"], Bound.Errors<Positional>("""{ "times": null }"""));
    }

    [Fact]
    public void A_positional_record_may_have_properties_too()
    {
        Assert.Equal(new Mixed("t") { More = 3 }, Bound.To<Mixed>("""{ "thing": "t", "more": 3 }"""));
        Assert.Equal(7, Bound.To<Mixed>("""{ "thing": "t" }""").More);
    }

    [Fact]
    public void Rules_on_a_constructors_parameters_hold() =>
        Assert.Equal(["times: The field times must be between 1 and 3."], Bound.Errors<Ruled>("""{ "times": 4 }"""));

    [Fact]
    public void A_struct_nests_like_a_class() => Assert.Equal(2, Bound.To<Holder<Point>>("""{ "value": { "x": 1, "y": 2 } }""").Value.Y);

    [Fact]
    public void What_a_base_class_declares_binds_too()
    {
        var derived = Bound.To<Derived>("""{ "own": 1, "inherited": 2 }""");

        Assert.Equal((1, 2), (derived.Own, derived.Inherited));
    }

    [Fact]
    public void What_cannot_be_set_is_no_parameter()
    {
        var odd = Bound.To<Odd>("""{ "shown": 1, "computed": 9, "hidden": 9, "shared": 9, "item": 9 }""");

        Assert.Equal((1, 2, 0), (odd.Shown, odd.Computed, odd.Hidden));
        Assert.Equal(["shown"], ReWorkerHost.Binding.ParametersModel.For(typeof(Odd)).Descriptions.Select(parameter => parameter.Name));
    }

    [Fact]
    public void An_empty_class_takes_any_step() => Assert.NotNull(Bound.To<Empty>("""{ "x": 1 }"""));

    public sealed record Positional(string Thing, int Times = 2, Kind Kind = default, string? Note = "none");

    public sealed record Mixed(string Thing)
    {
        public int More { get; init; } = 7;
    }

    public sealed record Ruled([Range(1, 3)] int Times);

    public record struct Point(int X, int Y);

    public class Base
    {
        public int Inherited { get; set; }
    }

    public sealed class Derived : Base
    {
        public int Own { get; set; }
    }

    public sealed class Odd
    {
        public static int Shared { get; set; }

        public int Shown { get; set; }

        public int Computed => Shown + 1;

        public int Hidden { get; private set; }

        public int this[int index]
        {
            get => index;
            set => Shown = index + value;
        }
    }

    public sealed class Empty;
}
