using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Output;

/// <summary>Opens files as only the system itself can: without following a symbolic link, and always at their end.</summary>
internal static class NativeFile
{
    private const int ReadWrite = 2;
    private const int Create = 0x40;
    private const int Append = 0x400;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int OwnerWritesGroupReads = 0x1A0; // 0640
    private const int Exclusively = 2;
    private const int WithoutWaiting = 4;
    private const int NotFound = 2;
    private const int IsLink = 40;

    private static readonly int NoLinks = RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 ? 0x8000 : 0x20000;

    /// <summary>Opens a file for appending, and makes it with mode 0640 where it is missing.</summary>
    /// <exception cref="DirectoryNotFoundException">Its folder is missing.</exception>
    /// <exception cref="StepFailedException">It is a symbolic link, or no file at all.</exception>
    /// <exception cref="IOException">It can't be opened.</exception>
    public static SafeFileHandle OpenForAppending(string path)
    {
        var handle = Open(path, ReadWrite | Create | Append | NonBlocking | CloseOnExec | NoLinks, OwnerWritesGroupReads);
        if (handle.IsInvalid)
        {
            var error = Marshal.GetLastPInvokeError();
            handle.Dispose();
            throw error switch
            {
                NotFound => new DirectoryNotFoundException($"the folder of {path} is missing"),
                IsLink => new StepFailedException($"{path} is a symbolic link, and none is followed: remove it"),
                _ => new IOException($"{path} can't be opened: {Marshal.GetPInvokeErrorMessage(error)}"),
            };
        }

        try
        {
            _ = RandomAccess.GetLength(handle);
            return handle;
        }
        catch (NotSupportedException) // a pipe
        {
            handle.Dispose();
            throw new StepFailedException($"{path} is no file: remove it");
        }
    }

    /// <summary>Locks an open file against everyone else who locks it, until it is closed; <see langword="false"/> where another has.</summary>
    public static bool TryLock(SafeFileHandle handle) => Lock(handle, Exclusively | WithoutWaiting) == 0;

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern SafeFileHandle Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, int mode);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Lock(SafeFileHandle handle, int operation);
}
