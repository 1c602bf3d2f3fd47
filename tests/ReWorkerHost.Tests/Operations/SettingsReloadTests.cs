using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Configuration;
using ReWorkerHost.Operations;
using ReWorkerHost.Tests.Configuration;
using ReWorkerHost.Tests.Loading;

namespace ReWorkerHost.Tests.Operations;

public sealed class SettingsReloadTests
{
    private readonly RecordedLog<SettingsReload> log = new();
    private readonly LogThreshold threshold = new(LogLevel.Information);
    private readonly LiveFleetSettings fleet = new(Fleet(Settings.Of("Fleet:Secret=the-first-of-the-secrets")));

    [Fact]
    public void What_can_be_taken_up_is_and_the_rest_is_named_without_its_value()
    {
        Reload("Host:LogLevel=Debug", "Host:DrainLimit=5", "Fleet:Secret=the-second-of-the-secrets", "Fleet:Window=9", "RabbitMQ:Password=hunter2");

        Assert.Equal(LogLevel.Debug, threshold.Level);
        Assert.Equal("the-second-of-the-secrets"u8.ToArray(), fleet.Current.Secret);
        Assert.Equal(TimeSpan.FromSeconds(9), fleet.Current.Window);
        Assert.Equal(
            [
                "SIGHUP: the settings are read again: Host:LogLevel is Debug, the fleet's secret is a new one, Fleet:Window is 9.",
                "SIGHUP: these settings have changed since the start and need a restart: Host:DrainLimit, RabbitMQ:Password.",
            ],
            log.Lines);
    }

    [Fact]
    public void Errors_are_told_all_at_once_and_nothing_changes()
    {
        var before = fleet.Current;

        Reload("Host:LogLevel=Debug", "Host:DrainLimit=soon", "RabbitMQ:Port=0", "Fleet:Secret=the-second-of-the-secrets");

        Assert.Equal((LogLevel.Information, before), (threshold.Level, fleet.Current));
        var line = Assert.Single(log.Lines);
        Assert.Contains("Host:DrainLimit: expected seconds from 0 to 86400, got \"soon\"; RabbitMQ:Port: expected", line, StringComparison.Ordinal);
    }

    [Fact]
    public void That_nothing_has_changed_is_said()
    {
        Reload("Fleet:Secret=the-first-of-the-secrets");

        Assert.Equal(["SIGHUP: the settings are read again: nothing in them has changed that can be taken up."], log.Lines);
    }

    private void Reload(params string[] pairs) =>
        new SettingsReload(() => Settings.Of(pairs), Settings.Of("Fleet:Secret=the-first-of-the-secrets"), threshold, fleet, log).Run();

    private static FleetSettings Fleet(IConfiguration source) => FleetSettings.Read(source, BrokerSettings.Read(source));
}
