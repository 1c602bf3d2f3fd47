using NLog;
using ReWorkerHost.Operations;

namespace ReWorkerHost.Tests.Operations;

public sealed class JournalLayoutTests
{
    [Theory]
    [InlineData("Trace", 7)]
    [InlineData("Debug", 7)]
    [InlineData("Info", 6)]
    [InlineData("Warn", 4)]
    [InlineData("Error", 3)]
    [InlineData("Fatal", 2)]
    public void Every_line_has_its_priority_in_front(string level, int priority) =>
        Assert.Equal($"<{priority}>one\n<{priority}>    two", JournalLayout.Prefix(LogLevel.FromString(level), "one\n    two"));
}
