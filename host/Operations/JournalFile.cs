using Microsoft.Extensions.Logging;
using ReWorkerHost.Configuration;
using ReWorkerHost.Journal;

namespace ReWorkerHost.Operations;

/// <summary>The journal of a state folder: <c>journal.db</c>.</summary>
internal static class JournalFile
{
    /// <summary>Opens it as the settings say. It is disposable, but where it is off.</summary>
    /// <exception cref="StateFolderException">It can't be opened.</exception>
    public static IJournal Open(HostSettings settings, ILoggerFactory loggers)
    {
        if (settings.Journal == JournalMode.Off) return new NoJournal(TimeProvider.System);
        var path = settings.JournalFile;
        try
        {
            var limits = new JournalLimits(TimeSpan.FromDays(settings.JournalKeepDays), settings.JournalMaxJobs);
            return SqliteJournal.Open(path, settings.Journal, limits, TimeProvider.System, loggers.CreateLogger<SqliteJournal>());
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw new StateFolderException($"The journal {path} can't be opened: {exception.Message}", exception);
        }
    }
}
