using System.Globalization;

namespace ReWorkerHost.Operations;

/// <summary>Tells the service manager how the host stands. A message that would not be true any more is not sent.</summary>
internal sealed class ServiceState(SystemdSocket systemd, TimeProvider time)
{
    private readonly Lock gate = new();
    private bool isReady;
    private bool isStopping;
    private string? status;

    /// <summary>The host serves.</summary>
    public void Ready()
    {
        lock (gate)
        {
            if (isStopping) return;
            isReady = true;
            systemd.Send("READY=1");
        }
    }

    /// <summary>The host begins to read its configuration again.</summary>
    public void BeginReload()
    {
        var microseconds = (long)time.GetElapsedTime(0).TotalMicroseconds; // the monotonic clock, as the protocol wants it
        lock (gate)
        {
            if (isReady && !isStopping) systemd.Send("RELOADING=1", $"MONOTONIC_USEC={microseconds.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    /// <summary>It has read it.</summary>
    public void EndReload()
    {
        lock (gate)
        {
            if (isReady && !isStopping) systemd.Send("READY=1");
        }
    }

    /// <summary>The host stops.</summary>
    public void Stopping()
    {
        lock (gate)
        {
            isStopping = true;
            systemd.Send("STOPPING=1", "STATUS=Stopping: the running steps are finished");
        }
    }

    /// <summary>How the host is, in a line for people.</summary>
    public void Show(string line)
    {
        lock (gate)
        {
            if (isStopping || status == line) return;
            status = line;
            systemd.Send($"STATUS={line.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>The host lives.</summary>
    public void Alive() => systemd.Send("WATCHDOG=1");
}
