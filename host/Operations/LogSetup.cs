using Microsoft.Extensions.Logging;
using NLog;
using NLog.Config;
using NLog.Extensions.Logging;
using NLog.Layouts;
using NLog.Targets;
using NLog.Targets.Wrappers;
using ReWorkerHost.Configuration;
using ReWorkerHost.Management;

namespace ReWorkerHost.Operations;

/// <summary>
/// The host's log by NLog: console, and a file that rolls by day and at 10 MB and is kept 14 times. Every line of a step carries plugin,
/// worker, correlation id and job id, the plugin's own lines included. Lines are written some milliseconds later, many at a time: steps don't
/// wait for each other's.
/// </summary>
internal static class LogSetup
{
    private const long FileBytes = 10 * 1024 * 1024;
    private const int FilesKept = 14;

    // Correlation ids and texts of plugins are untrusted: a line break in one must not look like a line of the host's.
    private const string Plain = "${date:format=yyyy-MM-dd HH\\:mm\\:ss.fff} ${level:uppercase=true:padding=-5} " + Timeless;

    private const string Timeless =
        "${when:when='${scopeproperty:plugin}' != '':inner=[${scopeproperty:plugin} ${replace-newlines:replacement= :inner=${scopeproperty:correlationId}} ${scopeproperty:jobId}] }" +
        "${logger:shortName=true}: ${replace-newlines:replacement=\n    :inner=${message}}${onexception:inner=${newline}    ${replace-newlines:replacement=\n    :inner=${exception:format=tostring}}}";

    /// <summary>Adds NLog to the host's logging.</summary>
    /// <param name="logging">The host's logging.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="threshold">What is logged at least, where that may change; otherwise it is what the settings say.</param>
    /// <param name="toJournal">The console is systemd's journal.</param>
    public static void Configure(ILoggingBuilder logging, HostSettings settings, LogThreshold? threshold = null, bool toJournal = false)
    {
        Directory.CreateDirectory(settings.LogFolder);
        logging.ClearProviders();
        threshold ??= new LogThreshold(settings.LogLevel);
        logging.SetMinimumLevel(Microsoft.Extensions.Logging.LogLevel.Trace); // the threshold says what passes
        logging.AddFilter((category, level) => threshold.Passes(category, level));
        logging.AddNLog(Rules(settings, toJournal), new NLogProviderOptions { IncludeScopes = true, RemoveLoggerFactoryFilter = false });
    }

    /// <summary>Writes what waits, before the process ends out of order.</summary>
    public static void Flush() => LogManager.Flush(TimeSpan.FromSeconds(5));

    private static LoggingConfiguration Rules(HostSettings settings, bool toJournal)
    {
        Layout layout = settings.LogJson ? Json() : Plain;
        var configuration = new LoggingConfiguration();
        configuration.LogFactory.Setup().SetupSerialization(serialization => serialization.RegisterObjectTransformation<object>(value => PluginObjects.Reduce(value)!));
        var console = new ConsoleTarget("console") { Layout = !toJournal ? layout : JournalLayout.Of(settings.LogJson ? layout : Timeless) };
        var file = new FileTarget("file")
        {
            FileName = Path.Combine(settings.LogFolder, "reworkerhost.log"),
            Layout = layout,
            ArchiveEvery = FileArchivePeriod.Day,
            ArchiveAboveSize = FileBytes,
            MaxArchiveFiles = FilesKept,
            KeepFileOpen = true,
        };
        var audit = new FileTarget("audit")
        {
            FileName = Path.Combine(settings.LogFolder, "audit.log"),
            Layout = layout,
            ArchiveAboveSize = FileBytes,
            MaxArchiveFiles = FilesKept,
            KeepFileOpen = true,
        };
        configuration.AddRule(NLog.LogLevel.Trace, NLog.LogLevel.Fatal, audit, HostControl.AuditCategory);
        configuration.AddRule(NLog.LogLevel.Trace, NLog.LogLevel.Fatal, Later(console));
        configuration.AddRule(NLog.LogLevel.Trace, NLog.LogLevel.Fatal, Later(file));
        return configuration;
    }

    private static AsyncTargetWrapper Later(Target target) => new(target)
    {
        Name = $"{target.Name} later",
        BatchSize = 1000,
        TimeToSleepBetweenBatches = 10, // ms
        OverflowAction = AsyncTargetWrapperOverflowAction.Block, // none is lost
    };

    private static JsonLayout Json() => new()
    {
        Attributes =
        {
            new JsonAttribute("time", "${date:format=o}"),
            new JsonAttribute("level", "${level}"),
            new JsonAttribute("logger", "${logger}"),
            new JsonAttribute("eventId", "${event-properties:EventId_Id}"),
            new JsonAttribute("message", "${message}"),
            new JsonAttribute("exception", "${exception:format=tostring}"),
            new JsonAttribute("plugin", "${scopeproperty:plugin}"),
            new JsonAttribute("worker", "${scopeproperty:worker}"),
            new JsonAttribute("correlationId", "${scopeproperty:correlationId}"),
            new JsonAttribute("jobId", "${scopeproperty:jobId}"),
        },
    };
}
