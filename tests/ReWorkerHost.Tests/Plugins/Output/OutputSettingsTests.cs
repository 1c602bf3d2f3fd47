using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.Output;

public sealed class OutputSettingsTests
{
    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var error = await Assert.ThrowsAsync<PluginLoadException>(() => PluginUnderTest.LoadAsync("output", new
        {
            redactions = new[] { "fine", "", "/(/", "a\nb", "//", "//i" },
            max_bytes = 0,
            keep = 101,
            folder = "x",
        }));

        Assert.All(
            new[]
            {
                "plugins.output.settings.folder: unknown", "settings.output_dir: it is missing", "settings.redactions[1]: it is empty", "settings.redactions[2]: it is no regular expression",
                "settings.redactions[3]: it has a line break", "settings.redactions[4]: the regular expression is empty", "settings.redactions[5]: the regular expression is empty",
                "settings.max_bytes: expected a whole number, 1 to 9223372036854775807", "settings.keep: expected a whole number, 0 to 100",
            },
            problem => Assert.Contains(problem, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_can_not_be_made_is_said_at_the_start()
    {
        using var folder = new TemporaryFolder();

        var error = await Assert.ThrowsAsync<PluginLoadException>(() => PluginUnderTest.LoadAsync("output", new { output_dir = Path.Combine(folder.Write("file", ""), "below") }));

        Assert.Contains("plugins.output.settings.output_dir: ", error.Message, StringComparison.Ordinal);
    }
}
