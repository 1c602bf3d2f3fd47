using System.Diagnostics;

namespace ReWorkerHost.Tests.Plugins.Output;

/// <summary>Lines that nobody may read.</summary>
public sealed class OutputRedactionTests
{
    [Theory]
    [InlineData("hunter2", "a\nb hunter2 c\nd", "a\n[redacted]\nd\n")]
    [InlineData("hunter2", "Hunter2\nhunter2\r\nx\rhunter2\ry", "Hunter2\n[redacted]\r\nx\r[redacted]\ry\n")]
    [InlineData("a.c", "abc\na.c", "abc\n[redacted]\n")]
    [InlineData("<&>", "<&>", "[redacted]\n")]
    [InlineData("/", "a/b\nab", "[redacted]\nab\n")]
    [InlineData("/etc", "/etc/passwd\netc", "[redacted]\netc\n")]
    [InlineData("/^token=\\w+$/", "token=abc\nmy token=abc", "[redacted]\nmy token=abc\n")]
    [InlineData("/TOKEN/i", "a token\nnone", "[redacted]\nnone\n")]
    [InlineData("/(?<=pw:)x/", "pw:x\npw: x", "[redacted]\npw: x\n")]
    [InlineData("/^$/", "a\n\nb", "a\n\nb\n")]
    public async Task A_line_that_matches_is_replaced(string redaction, string message, string written)
    {
        await using var output = await OutputUnderTest.LoadAsync(["never", redaction]);

        await output.WriteAsync("r-1", message);

        Assert.Equal(written, output.Text("r-1.log"));
    }

    [Theory]
    [InlineData("/^(a+)+$/")] // needs no backtracking
    [InlineData("/^(a+)+\\1$/")] // does
    public async Task An_expression_that_runs_for_ever_does_not(string redaction)
    {
        await using var output = await OutputUnderTest.LoadAsync([redaction]);
        var message = string.Join('\n', Enumerable.Repeat(new string('a', 40) + "!", 200));
        var watch = Stopwatch.StartNew();

        await output.WriteAsync("r-1", message);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed}.");
        Assert.Equal(redaction.Contains('\\') ? "[redacted]" : new string('a', 40) + "!", File.ReadAllLines(output["r-1.log"]).Distinct().Single());
    }
}
