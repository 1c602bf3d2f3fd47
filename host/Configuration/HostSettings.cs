using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Journal;

namespace ReWorkerHost.Configuration;

/// <summary>The host's own settings: section <c>Host</c> of appsettings.json, environment <c>REWORKER_Host__*</c>, command line.</summary>
/// <param name="Name">What the host is called by those who operate it. Default: the machine's name.</param>
/// <param name="PluginsFile">The full path of <c>plugins.json</c>. Default: <c>plugins.json</c> in the working folder.</param>
/// <param name="PluginsFileGiven">It was named, so that it must be there.</param>
/// <param name="StateFolder">Where the host keeps what it needs while and between it runs. Default: <c>$STATE_DIRECTORY</c>, or <c>state</c> in the working folder.</param>
/// <param name="DrainLimit">How long running steps may take to end when the host stops, 0 s to 1 day. Default: 60 s.</param>
/// <param name="MaxBodyBytes">The size of a job's body at most, 1 KiB to 128 MiB. Default: 1 MiB.</param>
/// <param name="MaxDepth">How deep a job's JSON may nest, 4 to 1000. Default: 64.</param>
/// <param name="Journal">How safe the journal is: Durable (the default), Fast or Off.</param>
/// <param name="JournalKeepDays">For how many days finished jobs are kept, 1 to 3650. Default: 30.</param>
/// <param name="JournalMaxJobs">How many finished jobs are kept at most, 1,000 to 100,000,000. Default: 500,000.</param>
/// <param name="LogFolder">Where the log files go. Default: <c>$LOGS_DIRECTORY</c>, or <c>logs</c> in the state folder.</param>
/// <param name="LogLevel">What is logged at least. Default: Information.</param>
/// <param name="LogJson">The log is JSON, one object a line. Default: false.</param>
internal sealed record HostSettings(
    string Name,
    string PluginsFile,
    bool PluginsFileGiven,
    string StateFolder,
    TimeSpan DrainLimit,
    int MaxBodyBytes,
    int MaxDepth,
    JournalMode Journal,
    int JournalKeepDays,
    int JournalMaxJobs,
    string LogFolder,
    LogLevel LogLevel,
    bool LogJson)
{
    private const string Section = "Host";

    /// <summary>The journal's file.</summary>
    public string JournalFile => Path.Combine(StateFolder, "journal.db");

    /// <summary>Reads the settings.</summary>
    /// <exception cref="ConfigurationException">They can't be used; every error is named.</exception>
    public static HostSettings Read(IConfiguration configuration)
    {
        var errors = new List<string>();
        var host = new SectionReader(
            configuration.GetSection(Section),
            [
                nameof(Name), nameof(PluginsFile), nameof(StateFolder), nameof(DrainLimit), nameof(MaxBodyBytes), nameof(MaxDepth), nameof(Journal), nameof(JournalKeepDays),
                nameof(JournalMaxJobs), nameof(LogFolder), nameof(LogLevel), nameof(LogJson),
            ],
            errors);
        var state = Path.GetFullPath(host.Text(nameof(StateFolder)) ?? SystemdFolder("STATE_DIRECTORY") ?? "state");
        var settings = new HostSettings(
            host.Text(nameof(Name)) ?? Environment.MachineName,
            Path.GetFullPath(host.Text(nameof(PluginsFile)) ?? "plugins.json"),
            host.Text(nameof(PluginsFile)) is not null,
            state,
            host.Seconds(nameof(DrainLimit), 60, TimeSpan.FromDays(1).TotalSeconds),
            host.Integer(nameof(MaxBodyBytes), 1 << 20, 1 << 10, 128 << 20),
            host.Integer(nameof(MaxDepth), 64, 4, 1000),
            host.Choice(nameof(Journal), JournalMode.Durable),
            host.Integer(nameof(JournalKeepDays), 30, 1, 3650),
            host.Integer(nameof(JournalMaxJobs), 500_000, 1_000, 100_000_000),
            Path.GetFullPath(host.Text(nameof(LogFolder)) ?? SystemdFolder("LOGS_DIRECTORY") ?? Path.Combine(state, "logs")),
            host.Choice(nameof(LogLevel), LogLevel.Information),
            host.Boolean(nameof(LogJson), false));
        return errors.Count == 0 ? settings : throw new ConfigurationException("the host's settings", errors);
    }

    /// <summary>The content of <see cref="PluginsFile"/>, or the defaults where none was named and there is none.</summary>
    /// <exception cref="ConfigurationException">It can't be used; every error is named.</exception>
    public HostConfiguration ReadPlugins() =>
        PluginsFileGiven || File.Exists(PluginsFile) ? Configuration.PluginsFile.Read(PluginsFile) : Configuration.PluginsFile.Absent(PluginsFile);

    /// <summary>systemd hands a service its folders; where it hands several of a kind, the first is ours.</summary>
    private static string? SystemdFolder(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } folders ? folders.Split(':')[0] : null;
}
