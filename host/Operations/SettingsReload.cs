using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Configuration;

namespace ReWorkerHost.Operations;

/// <summary>Reads the settings again and takes up those that can change while the host runs; the others are named, for they need a restart.</summary>
internal sealed class SettingsReload(Func<IConfiguration> read, IConfiguration inForce, LogThreshold threshold, LiveFleetSettings fleet, ILogger<SettingsReload> logger)
{
    private static readonly string[] Sections = ["Host:", "RabbitMQ:", "Fleet:", "Http:", "Metrics:"];
    private static readonly string[] Live = ["Host:LogLevel", "Fleet:Secret", "Fleet:SecretFile", "Fleet:Window"];
    private readonly Dictionary<string, string?> started = Values(inForce);

    /// <summary>Does it, and logs what was taken up, or every error.</summary>
    public void Run()
    {
        var errors = new List<string>();
        var source = Try(read, errors);
        var host = source is null ? null : Try(() => HostSettings.Read(source), errors);
        var broker = source is null ? null : Try(() => BrokerSettings.Read(source), errors);
        var now = source is null || broker is null ? null : Try(() => FleetSettings.Read(source, broker), errors);
        if (errors.Count > 0 || source is null || host is null || now is null)
        {
            Log.SettingsNotTaken(logger, string.Join("; ", errors));
            return;
        }

        Log.SettingsTaken(logger, TakeUp(host, now) is { Count: > 0 } taken ? string.Join(", ", taken) : "nothing in them has changed that can be taken up");
        var late = Late(Values(source));
        if (late.Count > 0) Log.NeedRestart(logger, string.Join(", ", late));
    }

    private List<string> TakeUp(HostSettings host, FleetSettings now)
    {
        var taken = new List<string>();
        if (threshold.Level != host.LogLevel) taken.Add($"Host:LogLevel is {host.LogLevel}");
        threshold.Level = host.LogLevel;
        var before = fleet.Current;
        if (!now.Secret.AsSpan().SequenceEqual(before.Secret)) taken.Add(now.Secret is null ? "the fleet's secret is gone, so no orders are taken" : "the fleet's secret is a new one");
        if (now.Window != before.Window) taken.Add($"Fleet:Window is {now.Window.TotalSeconds}");
        fleet.Current = before with { Secret = now.Secret, Window = now.Window };
        return taken;
    }

    /// <summary>The keys, and no values, for some are secret.</summary>
    private List<string> Late(Dictionary<string, string?> now) =>
    [
        .. from key in started.Keys.Union(now.Keys, StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)
           where !Live.Contains(key, StringComparer.OrdinalIgnoreCase)
           where started.GetValueOrDefault(key) != now.GetValueOrDefault(key)
           select key,
    ];

    private static Dictionary<string, string?> Values(IConfiguration source) => source.AsEnumerable()
        .Where(entry => entry.Value is not null && Sections.Any(section => entry.Key.StartsWith(section, StringComparison.OrdinalIgnoreCase)))
        .ToDictionary(StringComparer.OrdinalIgnoreCase);

    private static T? Try<T>(Func<T> read, List<string> errors) where T : class
    {
        try
        {
            return read();
        }
        catch (ConfigurationException exception)
        {
            errors.AddRange(exception.Errors);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException) // a file that is just being replaced
        {
            errors.Add(exception.Message);
            return null;
        }
    }
}
