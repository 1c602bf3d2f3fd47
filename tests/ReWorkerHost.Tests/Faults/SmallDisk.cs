using System.Diagnostics;

namespace ReWorkerHost.Tests.Faults;

/// <summary>A small disk of a test's own (tmpfs), which can be filled. Only root can have one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string filler;

    /// <summary>Mounts it.</summary>
    public SmallDisk(int megabytes)
    {
        Path = Directory.CreateTempSubdirectory("reworkerhost-disk-").FullName;
        filler = System.IO.Path.Combine(Path, "filler");
        Assert.Equal(0, Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "reworkerhost-test", Path));
    }

    /// <summary>A disk can be mounted here.</summary>
    public static bool IsPossible { get; } = Try();

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    /// <summary>Leaves no byte free.</summary>
    public void Fill()
    {
        using var stream = new FileStream(filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var piece = new byte[4096];
        try
        {
            while (true) stream.Write(piece);
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    /// <summary>Frees what was filled.</summary>
    public void Free() => File.Delete(filler);

    public void Dispose()
    {
        Run("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static bool Try()
    {
        if (!Environment.IsPrivilegedProcess) return false;
        var folder = Directory.CreateTempSubdirectory("reworkerhost-disk-").FullName;
        var isMounted = Run("mount", "-t", "tmpfs", "-o", "size=1m", "reworkerhost-test", folder) == 0;
        if (isMounted) Run("umount", folder);
        Directory.Delete(folder);
        return isMounted;
    }

    private static int Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
