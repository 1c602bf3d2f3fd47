using System.ComponentModel.DataAnnotations;

namespace ReWorkerHost.Tests.Binding;

/// <summary>What DataAnnotations demand is demanded, and told with the key of the job.</summary>
public sealed class RulesTests
{
    private const string Right = """{ "name": "abc", "times": 1, "from_branch": "b" }""";

    [Fact]
    public void What_keeps_to_the_rules_is_taken() => Assert.Equal("abc", Bound.To<Ruled>(Right).Name);

    [Theory]
    [InlineData("""{ "times": 1, "from_branch": "b" }""", "name: it is missing, expected a string or null")]
    [InlineData("""{ "name": null, "times": 1, "from_branch": "b" }""", "name: The name field is required.")]
    [InlineData("""{ "name": "", "times": 1, "from_branch": "b" }""", "name: The name field is required.")]
    [InlineData("""{ "name": "a", "times": 0, "from_branch": "b" }""", "times: The field times must be between 1 and 10.")]
    [InlineData("""{ "name": "a", "TIMES": 11, "from_branch": "b" }""", "TIMES: The field TIMES must be between 1 and 10.")]
    [InlineData("""{ "name": "a", "times": 1, "from_branch": "" }""", "from_branch: The field from_branch must be a string with a minimum length of 1 and a maximum length of 5.")]
    [InlineData("""{ "name": "a", "times": 1, "FromBranch": "123456" }""", "FromBranch: The field FromBranch must be a string with a minimum length of 1 and a maximum length of 5.")]
    [InlineData("""{ "name": "a-b", "times": 1, "from_branch": "b" }""", "name: letters only")]
    [InlineData("""{ "name": "a", "times": 1, "from_branch": "b", "tags": ["a", "b", "c"] }""", "tags: The field tags must be a string or array type with a maximum length of '2'.")]
    [InlineData("""{ "name": "a", "times": 1, "from_branch": "b", "inner": { "port": 0 } }""", "inner.port: The field port must be between 1 and 65535.")]
    [InlineData("""{ "name": "a", "times": 1, "from_branch": "b", "inners": [{ "port": 1 }, { "port": 70000 }] }""", "inners[1].port: The field port must be between 1 and 65535.")]
    public void What_breaks_a_rule_is_told_with_its_key(string json, string error) => Assert.Equal([error], Bound.Errors<Ruled>(json));

    [Fact]
    public void Every_broken_rule_is_told_at_once() => Assert.Equal(
        [
            "name: letters only",
            "times: The field times must be between 1 and 10.",
            "from_branch: The field from_branch must be a string with a minimum length of 1 and a maximum length of 5.",
        ],
        Bound.Errors<Ruled>("""{ "name": "1", "times": -1, "from_branch": "123456" }"""));

    [Fact]
    public void A_broken_rule_is_told_beside_what_is_missing_or_of_the_wrong_type() => Assert.Equal(
        ["times: it is missing, expected a whole number", "tags: expected a list, got a string (\"a\")", "name: letters only"],
        Bound.Errors<Ruled>("""{ "name": "1", "tags": "a", "from_branch": "b" }"""));

    [Fact]
    public void A_class_may_check_itself()
    {
        Assert.Equal(3, Bound.To<SelfChecked>("""{ "least_size": 1, "most_size": 3 }""").MostSize);
        Assert.Equal(
            ["least_size, most_size: the least is more than the most", "odd numbers do not work here"],
            Bound.Errors<SelfChecked>("""{ "least_size": 5, "most_size": 3 }"""));
        Assert.Equal(["value.least_size, value.most_size: the least is more than the most"], Bound.Errors<Outer>("""{ "value": { "least_size": 4, "most_size": 3 } }"""));
    }

    private sealed class Outer
    {
        public required SelfChecked Value { get; init; }
    }

    private sealed class Ruled
    {
        [Required]
        [RegularExpression("[a-z]*", ErrorMessage = "letters only")]
        public string? Name { get; init; }

        [Range(1, 10)]
        public required int Times { get; init; }

        [StringLength(5, MinimumLength = 1)]
        public required string FromBranch { get; init; }

        [MaxLength(2)]
        public string[] Tags { get; init; } = [];

        public Inner? Inner { get; init; }

        public List<Inner> Inners { get; init; } = [];
    }

    private sealed class Inner
    {
        [Range(1, 65535)]
        public int Port { get; init; } = 80;
    }

    private sealed class SelfChecked : IValidatableObject
    {
        public int LeastSize { get; init; }

        public int MostSize { get; init; }

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (LeastSize > MostSize) yield return new ValidationResult("the least is more than the most", [nameof(LeastSize), nameof(MostSize)]);
            if (LeastSize % 2 == 1 && LeastSize > 1) yield return new ValidationResult("odd numbers do not work here");
        }
    }
}
