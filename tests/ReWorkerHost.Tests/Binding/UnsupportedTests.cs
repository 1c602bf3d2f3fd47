using ReWorkerHost.Abstractions;
using ReWorkerHost.Binding;

namespace ReWorkerHost.Tests.Binding;

/// <summary>What can't be read from JSON is refused when the plugin is loaded, not when a step first needs it.</summary>
public sealed class UnsupportedTests
{
    [Theory]
    [InlineData(typeof(Holder<Stream>), "Value is a Stream, ")]
    [InlineData(typeof(Holder<Action>), "Value is a Action, ")]
    [InlineData(typeof(Holder<IDisposable>), "Value is a IDisposable, ")]
    [InlineData(typeof(Holder<CancellationToken>), "Value is a CancellationToken, ")]
    [InlineData(typeof(Holder<Dictionary<int, string>>), "Value is a Dictionary`2, ")]
    [InlineData(typeof(Holder<Queue<int>>), "Value is a Queue`1, ")]
    [InlineData(typeof(Holder<Type>), "Value is a Type, ")]
    [InlineData(typeof(Holder<List<Stream>>), "Value is a Stream, ")]
    [InlineData(typeof(Holder<Holder<Stream>>), "Value is a Stream, ")]
    [InlineData(typeof(Holder<StepContext>), "Value is a StepContext, ")]
    [InlineData(typeof(Holder<int[,]>), "Value is a Int32[,], ")]
    public void A_member_that_nothing_can_read_is_refused_by_its_name(Type type, string beginning)
    {
        var message = Message(type);

        Assert.StartsWith(beginning, message, StringComparison.Ordinal);
        Assert.EndsWith("use a string, number, boolean, enum, list, dictionary with string keys, a class of these, or JsonElement", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(string))]
    [InlineData(typeof(int))]
    [InlineData(typeof(int[]))]
    [InlineData(typeof(IDisposable))]
    [InlineData(typeof(Stream))]
    [InlineData(typeof(object))]
    [InlineData(typeof(List<string>))]
    [InlineData(typeof(Dictionary<string, string>))]
    public void What_is_no_class_of_parameters_is_refused(Type type) =>
        Assert.Equal($"{type.Name} is no class of parameters: use a class or record with a property for each parameter", Message(type));

    [Fact]
    public void A_type_that_nests_itself_is_refused()
    {
        Assert.Equal("Child nests Tree in itself: use JsonElement for it", Message(typeof(Tree)));
        Assert.Equal("Children nests Forest in itself: use JsonElement for it", Message(typeof(Forest)));
        Assert.Equal("Pong nests Pong in itself: use JsonElement for it", Message(typeof(Ping)));
    }

    [Fact]
    public void A_type_that_is_used_twice_side_by_side_is_fine() => Assert.Equal(2, ParametersModel.For(typeof(Twice)).Descriptions.Count);

    [Fact]
    public void Two_members_of_one_key_are_refused()
    {
        Assert.Equal("TwoKeys has two parameters named from_branch (names match ignoring case and underscores): rename one", Message(typeof(TwoKeys)));
        Assert.Equal("SameDynamic has two parameters named Environment (names match ignoring case and underscores): rename one", Message(typeof(SameDynamic)));
    }

    [Fact]
    public void Two_constructors_leave_open_which_is_meant() =>
        Assert.Equal("TwoWays has 2 public constructors with parameters: keep one, or add one without parameters", Message(typeof(TwoWays)));

    [Fact]
    public void A_plugins_own_namespace_may_begin_as_the_frameworks_does() =>
        Assert.Single(ParametersModel.For(typeof(Holder<SystemsOfOthers.Place>)).Descriptions);

    private static string Message(Type type) => Assert.Throws<ParametersModelException>(() => ParametersModel.For(type)).Message;

    private sealed class Tree
    {
        public Tree? Child { get; init; }
    }

    private sealed class Forest
    {
        public List<Forest> Children { get; init; } = [];
    }

    private sealed class Ping
    {
        public Pong? Pong { get; init; }
    }

    private sealed class Pong
    {
        public Ping? Ping { get; init; }
    }

    private sealed class Twice
    {
        public Holder<int>? First { get; init; }

        public Holder<int>? Second { get; init; }
    }

    private sealed class TwoKeys
    {
        public int FromBranch { get; init; }

        public int From_Branch { get; init; }
    }

    private sealed class SameDynamic
    {
        [Dynamic("Environment")]
        public int First { get; init; }

        [Dynamic("environment")]
        public int Second { get; init; }
    }

    private sealed class TwoWays
    {
        public TwoWays(int one) => One = one;

        public TwoWays(string one) => One = one.Length;

        public int One { get; }
    }
}
