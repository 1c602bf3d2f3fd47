namespace ReWorkerHost.Plugins.Service;

/// <summary>The program that starts and stops services.</summary>
public enum ServiceManager
{
    /// <summary><c>systemctl</c> where systemd runs, else <c>service</c>; each host by itself.</summary>
    Auto,

    /// <summary>systemd's <c>systemctl</c>.</summary>
    Systemctl,

    /// <summary>The program <c>service</c>, which runs init scripts.</summary>
    Service,
}
