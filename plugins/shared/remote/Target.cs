using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Remote;

/// <summary>A machine that a step runs on.</summary>
/// <param name="Host">Its name, as the step has it.</param>
/// <param name="IsLocal">Whether it is the daemon's own machine.</param>
internal sealed record Target(string Host, bool IsLocal)
{
    /// <summary>Reads a step's hosts, in their order; each is taken once, and none at all means the daemon's own machine.</summary>
    /// <exception cref="StepFailedException">Some are no hosts; the text names each.</exception>
    public static IReadOnlyList<Target> Read(IReadOnlyList<string> hosts, RemoteOptions options)
    {
        if (hosts.Count == 0) return [new Target("localhost", IsLocal: true)];
        var wrong = hosts.Where(host => !HostName.IsValid(host)).Select(Shorten).ToList();
        if (wrong.Count > 0)
        {
            throw new StepFailedException($"hosts: {string.Join(", ", wrong)} can't be used: expected a host's name or address, of letters, digits, '.', '_' and '-', with a letter or a digit first");
        }

        return [.. hosts.Distinct(StringComparer.Ordinal).Select(host => new Target(host, options.LocalHosts.Contains(host, StringComparer.OrdinalIgnoreCase)))];
    }

    private static string Shorten(string host) => host.Length <= 100 ? $"\"{host}\"" : $"\"{host[..100]}...\"";
}
