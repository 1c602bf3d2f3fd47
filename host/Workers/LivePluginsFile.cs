using Microsoft.Extensions.Logging;
using ReWorkerHost.Configuration;
using ReWorkerHost.Discovery;

namespace ReWorkerHost.Workers;

/// <summary><c>plugins.json</c> while the host runs: a change that is whole and without error takes effect, any other changes nothing.</summary>
internal sealed class LivePluginsFile
{
    private readonly HostSettings settings;
    private readonly ILogger logger;
    private FileStamp? applied;
    private FileStamp? seen;
    private volatile bool isAsked;

    /// <summary>Reads the file for the first time.</summary>
    /// <exception cref="ConfigurationException">It can't be used; every error is named.</exception>
    public LivePluginsFile(HostSettings settings, ILogger<LivePluginsFile> logger)
    {
        this.settings = settings;
        this.logger = logger;
        applied = seen = Stamp();
        Current = settings.ReadPlugins();
    }

    /// <summary>What holds.</summary>
    public HostConfiguration Current { get; private set; }

    /// <summary>What is wrong with the file as it is now; empty where <see cref="Current"/> is its content.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    /// <summary>Has the next look read the file, changed or not, at rest or not.</summary>
    public void ReadAnew() => isAsked = true;

    /// <summary>Takes up a change, if there is one and two looks found it the same.</summary>
    public void Refresh()
    {
        var now = Stamp();
        var isAtRest = now == seen;
        seen = now;
        if (!isAsked && (now == applied || !isAtRest)) return;
        isAsked = false;
        applied = now;
        try
        {
            Current = settings.ReadPlugins();
            Problems = [];
            Log.Reconfigured(logger, settings.PluginsFile);
        }
        catch (ConfigurationException exception)
        {
            Problems = exception.Errors;
            Log.BadConfiguration(logger, exception.Message);
        }
    }

    private FileStamp? Stamp() => File.Exists(settings.PluginsFile) ? FileStamp.Of(settings.PluginsFile) : null;
}
