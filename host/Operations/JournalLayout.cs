using NLog;
using NLog.Layouts;

namespace ReWorkerHost.Operations;

/// <summary>Log lines for systemd's journal: it keeps the time itself, and takes each line's priority from <c>&lt;N&gt;</c> in front of it.</summary>
internal static class JournalLayout
{
    /// <summary>A layout with the priority before each of its lines.</summary>
    public static Layout Of(Layout inner) => Layout.FromMethod(line => Prefix(line.Level, inner.Render(line)));

    /// <summary>A text with the priority before each of its lines.</summary>
    public static string Prefix(LogLevel level, string text)
    {
        var priority = $"<{Priority(level)}>";
        return priority + text.ReplaceLineEndings($"\n{priority}");
    }

    private static int Priority(LogLevel level)
    {
        if (level >= LogLevel.Fatal) return 2;
        if (level >= LogLevel.Error) return 3;
        if (level >= LogLevel.Warn) return 4;
        return level >= LogLevel.Info ? 6 : 7;
    }
}
