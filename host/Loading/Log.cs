using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Loading;

/// <summary>What this stage logs; event ids 2000 to 2999.</summary>
internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Information, "Plugin {Plugin} {Version} is gone from memory, {Seconds:0.0} s after it was retired.")]
    public static partial void Unloaded(ILogger logger, string plugin, string version, double seconds);

    [LoggerMessage(2001, LogLevel.Warning, "Plugin {Plugin} {Version} leaked: something still points into it (a timer, a thread, a static event, a registration that it did not end), and its memory can't be given back. {Count} contexts of it are in memory. The host goes on.")]
    public static partial void Leaked(ILogger logger, string plugin, string version, int count);

    [LoggerMessage(2002, LogLevel.Warning, "{Cache} could not be emptied; retired plugins may stay in memory.")]
    public static partial void CacheFailed(ILogger logger, Exception? exception, string cache);

    [LoggerMessage(2003, LogLevel.Warning, "This runtime has no field {Field} to empty; retired plugins that use TypeDescriptor may stay in memory.")]
    public static partial void CacheMissing(ILogger logger, string field);

    [LoggerMessage(2004, LogLevel.Error, "Plugin {Plugin} failed at its clean-up.")]
    public static partial void CleanUpFailed(ILogger logger, Exception exception, string plugin);

    [LoggerMessage(2005, LogLevel.Error, "The clean-up of plugin {Plugin} did not end within {Seconds} s; the host goes on without it.")]
    public static partial void CleanUpHangs(ILogger logger, string plugin, double seconds);

    [LoggerMessage(2006, LogLevel.Warning, "Plugin {Plugin} was replaced and has native libraries ({Files}), and those of the version before stay in memory: a restart of the host is recommended, at an occasion.")]
    public static partial void NativeLibraries(ILogger logger, string plugin, string files);

    [LoggerMessage(2007, LogLevel.Warning, "The copy {Folder} could not be deleted: {Reason}")]
    public static partial void CopyLeft(ILogger logger, string folder, string reason);
}
