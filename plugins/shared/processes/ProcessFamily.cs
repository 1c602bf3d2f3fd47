using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Processes;

/// <summary>
/// A process with everything that descends from it. Descendants are known by three signs, of which each covers what another misses: the
/// session; a mark in the environment, which a daemon keeps that has begun a session of its own and lost its parent; and the parent.
/// </summary>
internal sealed class ProcessFamily
{
    private const string Variable = "WORKER_PROCESS_RUN";
    private const int ArgumentsTooLong = 7; // E2BIG
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly byte[] mark;

    private ProcessFamily(byte[] mark) => this.mark = mark;

    /// <summary>Starts a process, the first of a family.</summary>
    /// <param name="start">How it is started.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <param name="family">The family.</param>
    /// <exception cref="StepFailedException">It can't be started.</exception>
    public static Process Start(ProcessStartInfo start, string what, out ProcessFamily family)
    {
        var run = Guid.NewGuid().ToString("N");
        start.Environment[Variable] = run;
        family = new ProcessFamily(Encoding.UTF8.GetBytes($"{Variable}={run}\0"));
        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException("The start gave no process.");
        }
        catch (Win32Exception exception)
        {
            throw new StepFailedException($"{what} can't be started: {Explain(exception)}", exception);
        }
    }

    /// <summary>Kills them all, again and again until none is left, since the last may have begun others meanwhile.</summary>
    /// <param name="first">The id of the first process, which is that of its session too.</param>
    /// <param name="logger">Told where some are left after 5 seconds.</param>
    public async Task KillAsync(int first, ILogger logger)
    {
        var watch = Stopwatch.StartNew();
        var living = Living(first);
        while (living.Count > 0 && watch.Elapsed < Limit)
        {
            foreach (var id in living) Kill(id);
            await Task.Delay(Pause).ConfigureAwait(false);
            living = Living(first);
        }

        if (living.Count > 0) logger.LogWarning("Processes {Processes} of a cancelled step could not be killed within {Seconds} s", string.Join(", ", living), Limit.TotalSeconds);
    }

    /// <summary>The system's own text would speak of the program that starts the others.</summary>
    private static string Explain(Win32Exception exception) => exception.NativeErrorCode == ArgumentsTooLong
        ? "its arguments are longer than the system takes"
        : new Win32Exception(exception.NativeErrorCode).Message;

    private HashSet<int> Living(int first)
    {
        var all = ProcessEntry.All();
        var members = all.Where(process => process.Id == first || process.Session == first || process.HasVariable(mark)).Select(process => process.Id).ToHashSet();
        int before;
        do
        {
            before = members.Count;
            members.UnionWith(all.Where(process => members.Contains(process.Parent)).Select(process => process.Id));
        }
        while (members.Count > before);
        return members;
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has ended meanwhile, or belongs to another user; the next look tells.
        }
    }
}
