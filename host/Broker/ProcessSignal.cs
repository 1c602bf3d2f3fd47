using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ReWorkerHost.Broker;

/// <summary>Sends signals; .NET itself offers SIGKILL only.</summary>
internal static class ProcessSignal
{
    private const int NoSuchProcess = 3;

    /// <summary>Sends a signal to one process. That it is gone already is no error.</summary>
    /// <exception cref="Win32Exception">The process may not be signalled.</exception>
    public static void Send(int processId, Signal signal)
    {
        // Zero and negative numbers name groups of processes.
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(processId);
        if (Kill(processId, (int)signal) == 0) return;
        var error = Marshal.GetLastPInvokeError();
        if (error != NoSuchProcess) throw new Win32Exception(error);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
