using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Workers;

/// <summary>What this stage logs; event ids 3000 to 3999.</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Information, "Plugin {Plugin} {Version} serves {Queues}.")]
    public static partial void Serving(ILogger logger, string plugin, string version, string queues);

    [LoggerMessage(3001, LogLevel.Error, "Plugin {Plugin} {Version} is refused: {Reason} {Cause}")]
    public static partial void Refused(ILogger logger, string plugin, string version, string reason, string? cause);

    [LoggerMessage(3002, LogLevel.Warning, "plugins.json configures {Plugin}, which is not in {Folder}.")]
    public static partial void Absent(ILogger logger, string plugin, string folder);

    [LoggerMessage(3003, LogLevel.Warning, "There is no plugin in {Folder}: put a folder <Name> with <Name>.dll, or a DLL, there.")]
    public static partial void NoPlugins(ILogger logger, string folder);

    [LoggerMessage(3004, LogLevel.Warning, "{Count} steps of {Queue} still run at the drain limit: they are cancelled.")]
    public static partial void DrainLimit(ILogger logger, string queue, int count);

    [LoggerMessage(3005, LogLevel.Error, "{Count} steps of {Queue} did not end; the host stops without them.")]
    public static partial void LeftBehind(ILogger logger, string queue, int count);

    [LoggerMessage(3006, LogLevel.Information, "Plugin {Plugin} {Version} is retired: its last step has ended.")]
    public static partial void Retired(ILogger logger, string plugin, string version);

    [LoggerMessage(3007, LogLevel.Information, "All steps have ended, and all plugins are retired.")]
    public static partial void AllRetired(ILogger logger);

    [LoggerMessage(3008, LogLevel.Error, "{Plugin} in the plugins folder can't be used: {Reason}")]
    public static partial void Unusable(ILogger logger, string plugin, string reason);

    [LoggerMessage(3009, LogLevel.Warning, "The folder {Folder} could not be read and is looked at again: {Reason}")]
    public static partial void LookFailed(ILogger logger, string folder, string reason);

    [LoggerMessage(3010, LogLevel.Error, "The host failed at plugin {Plugin}; it stays as it is until something changes.")]
    public static partial void SlotFailed(ILogger logger, Exception exception, string plugin);

    [LoggerMessage(3011, LogLevel.Information, "Plugin {Plugin} {Version} is in the folder as it runs.")]
    public static partial void BackAsItWas(ILogger logger, string plugin, string version);

    [LoggerMessage(3012, LogLevel.Error, "Plugin {Plugin} is set aside for {Seconds} s, and its queue keeps its jobs: {Reason}.")]
    public static partial void SetAside(ILogger logger, string plugin, double seconds, string reason);

    [LoggerMessage(3013, LogLevel.Information, "Plugin {Plugin} is taken back and serves again.")]
    public static partial void TakenBack(ILogger logger, string plugin);

    [LoggerMessage(3014, LogLevel.Error, "Plugin {Plugin} goes on as it was configured before: {Reason}")]
    public static partial void NotReconfigured(ILogger logger, string plugin, string reason);

    [LoggerMessage(3015, LogLevel.Information, "Plugin {Plugin} is removed or switched off: it takes no new steps.")]
    public static partial void Removed(ILogger logger, string plugin);

    [LoggerMessage(3016, LogLevel.Warning, "A copy of the good version of plugin {Plugin} could not be kept: {Reason}")]
    public static partial void NotKept(ILogger logger, string plugin, string reason);

    [LoggerMessage(3017, LogLevel.Warning, "Plugin {Plugin} goes back to its last good version {Version}.")]
    public static partial void GoesBack(ILogger logger, string plugin, string version);

    [LoggerMessage(3018, LogLevel.Information, "{File} has changed and holds from now on.")]
    public static partial void Reconfigured(ILogger logger, string file);

    [LoggerMessage(3020, LogLevel.Error, "Plugin {Plugin} threw outside of its steps, where nobody catches it; it counts as a fault of the plugin: {Exception}")]
    public static partial void Stray(ILogger logger, string plugin, string exception);

    [LoggerMessage(3021, LogLevel.Warning, "Plugin {Plugin} left a task behind that failed, and that nobody looked at: {Exception}")]
    public static partial void Unobserved(ILogger logger, string plugin, string exception);

    [LoggerMessage(3022, LogLevel.Warning, "Operators have given orders for {Plugins} that still hold (see {File}).")]
    public static partial void OrdersHold(ILogger logger, string plugins, string file);

    [LoggerMessage(3023, LogLevel.Warning, "Plugin {Plugin} is paused: it takes no steps, and its queue keeps its jobs.")]
    public static partial void Paused(ILogger logger, string plugin);

    [LoggerMessage(3024, LogLevel.Information, "Plugin {Plugin} is resumed and takes steps again.")]
    public static partial void Resumed(ILogger logger, string plugin);

    [LoggerMessage(3025, LogLevel.Warning, "The order to roll plugin {Plugin} back is over: the folder holds another version.")]
    public static partial void RollBackOver(ILogger logger, string plugin);

    [LoggerMessage(3026, LogLevel.Warning, "{Path} is writable by every user of this machine, and decides what code this host runs: take that away (chmod o-w).")]
    public static partial void WritableByOthers(ILogger logger, string path);

    [LoggerMessage(3019, LogLevel.Error, "What has changed in the configuration holds for nothing until it is mended. {Errors}")]
    public static partial void BadConfiguration(ILogger logger, string errors);
}
