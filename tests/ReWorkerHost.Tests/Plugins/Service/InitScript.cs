using System.Globalization;

namespace ReWorkerHost.Tests.Plugins.Service;

/// <summary>
/// A real init script of a name that nobody else has, and its daemon, which keeps the script's output open as careless daemons do. Gone with
/// the test.
/// </summary>
internal sealed class InitScript : IDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly string path;

    /// <summary>Installs it.</summary>
    public InitScript()
    {
        path = $"/etc/init.d/{Name}";
        File.WriteAllText(path, $$"""
            #!/bin/sh
            # The service of a test; it may be deleted.
            pid='{{folder.Path}}/pid'
            running() { [ -e "$pid" ] && tr -d '\000' <"/proc/$(cat "$pid")/cmdline" 2>/dev/null | grep -q sleep; }
            start() { running || { sleep 1000 & echo $! >"$pid"; }; echo "started it"; }
            stop() { if running; then kill "$(cat "$pid")"; fi; rm -f "$pid"; echo "stopped it"; }
            [ ! -e '{{folder.Path}}/hang' ] || { . '{{folder.Path}}/hang'; }
            case $1 in
              start) start ;;
              stop) stop ;;
              restart) stop; start ;;
              status) if running; then echo "it runs"; elif [ -e "$pid" ]; then exit 1; else echo "it is stopped"; exit 3; fi ;;
              *) echo "usage: start, stop, restart, status" >&2; exit 2 ;;
            esac

            """);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>The service's name.</summary>
    public string Name { get; } = $"reworkerhost-test-{Guid.NewGuid():N}";

    /// <summary>A file in a folder of its own.</summary>
    public string this[string name] => Path.Combine(folder.Path, name);

    /// <summary>The process id of its daemon, or 0 where there is none.</summary>
    public int Daemon => File.Exists(this["pid"]) ? int.Parse(File.ReadAllText(this["pid"]), CultureInfo.InvariantCulture) : 0;

    public void Dispose()
    {
        if (Daemon != 0) Processes.Kill(Daemon);
        File.Delete(path);
        folder.Dispose();
    }
}
