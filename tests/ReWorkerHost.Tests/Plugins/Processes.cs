using System.Diagnostics;

namespace ReWorkerHost.Tests.Plugins;

/// <summary>Looks at the processes that a test has caused.</summary>
internal static class Processes
{
    /// <summary>Whether a process is there and has not ended.</summary>
    public static bool IsAlive(int id)
    {
        try
        {
            var status = File.ReadAllText($"/proc/{id}/stat");
            return status[status.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Kills one process, if it is there.</summary>
    public static void Kill(int id)
    {
        if (!IsAlive(id)) return;
        using var process = Process.GetProcessById(id);
        process.Kill();
    }
}
