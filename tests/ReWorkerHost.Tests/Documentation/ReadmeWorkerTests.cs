using ReWorkerHost.Tests.Plugins;

namespace ReWorkerHost.Tests.Documentation;

/// <summary>The README's worker is <c>tests/fixtures/greeter</c>: built with all others, from the text that a reader copies.</summary>
public sealed class ReadmeWorkerTests
{
    private static readonly Document Readme = new("README.md");

    [Theory]
    [InlineData("xml", "greeter.csproj")]
    [InlineData("csharp", "GreeterWorker.cs")]
    public void Its_files_are_those_that_the_tests_build(string language, string file)
    {
        var expected = File.ReadAllText(Path.Combine(Repository.Root, "tests", "fixtures", "greeter", file))
            .Replace("../../../plugin-abstractions/", "../reworkerhost/plugin-abstractions/", StringComparison.Ordinal); // the reader's folder lies elsewhere

        Assert.Equal(expected, Assert.Single(Readme.Blocks(language)));
    }

    [Fact]
    public async Task It_is_loaded_and_does_what_the_README_shows()
    {
        await using var greeter = await PluginUnderTest.LoadAsync("greeter");

        var greeted = await greeter.RunAsync("Greet", "\"name\": \"you\"");
        var refused = await greeter.RunAsync("Greet", "\"times\": 4");

        Assert.Equal("""{"text":"Hello, you!"}""", PluginUnderTest.Data(greeted));
        Assert.Equal(StepOutcomeKind.Refused, refused.Kind);
        Assert.Contains(refused.Text!, Readme.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_brings_nothing_but_itself() =>
        Assert.Equal("greeter", Path.GetFileNameWithoutExtension(Assert.Single(Directory.GetFiles(Repository.Output("greeter"), "*.dll"))));
}
