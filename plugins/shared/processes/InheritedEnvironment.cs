using System.Collections;

namespace ReWorkerHost.Plugins.Processes;

/// <summary>What programs get of the daemon's environment: all but the daemon's own variables, which may hold the broker's password.</summary>
internal static class InheritedEnvironment
{
    private const string HostsOwn = "REWORKER_";

    /// <summary>Fills the environment of a program.</summary>
    public static void Fill(IDictionary<string, string?> environment)
    {
        environment.Clear();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            var name = (string)variable.Key;
            if (!name.StartsWith(HostsOwn, StringComparison.OrdinalIgnoreCase)) environment[name] = (string?)variable.Value;
        }
    }
}
