using Microsoft.Extensions.Logging;
using ReWorkerHost.Configuration;
using ReWorkerHost.Journal;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Configuration;

[Collection(ProcessEnvironment.Name)]
public sealed class HostSettingsTests
{
    [Fact]
    public void What_is_not_said_holds_by_default()
    {
        using var folder = new TemporaryFolder();
        using var working = new WorkingFolder(folder.Path);
        using var systemd = new EnvironmentVariable("STATE_DIRECTORY", null);
        using var logs = new EnvironmentVariable("LOGS_DIRECTORY", null);

        var settings = HostSettings.Read(Settings.Of());

        Assert.Equal(
            new HostSettings(Environment.MachineName, folder["plugins.json"], false, folder["state"], TimeSpan.FromMinutes(1), 1 << 20, 64, JournalMode.Durable, 30, 500_000, folder["state", "logs"], LogLevel.Information, false),
            settings);
    }

    [Fact]
    public void Everything_that_can_be_said_is_read() => Assert.Equal(
        new HostSettings("blue", "/etc/p.json", true, "/var/lib/r", TimeSpan.FromSeconds(2.5), 4096, 8, JournalMode.Fast, 7, 2000, "/var/log/r", LogLevel.Debug, true),
        HostSettings.Read(Settings.Of(
            "Host:Name=blue", "Host:PluginsFile=/etc/p.json", "Host:StateFolder=/var/lib/r", "Host:DrainLimit=2.5", "Host:MaxBodyBytes=4096", "Host:MaxDepth=8",
            "Host:Journal=fast", "Host:JournalKeepDays=7", "Host:JournalMaxJobs=2000", "Host:LogFolder=/var/log/r", "Host:LogLevel=debug", "Host:LogJson=True")));

    [Fact]
    public void All_errors_are_told_at_once_each_with_its_key() => Assert.Equal(
        [
            "Host:DrainLimits: unknown key, did you mean DrainLimit?",
            "Host:DrainLimit: expected seconds from 0 to 86400, got \"-1\"",
            "Host:MaxBodyBytes: expected a whole number from 1024 to 134217728, got \"1000\"",
            "Host:MaxDepth: expected a whole number from 4 to 1000, got \"many\"",
            "Host:LogLevel: expected one of Trace, Debug, Information, Warning, Error, Critical, None, got \"loud\"",
            "Host:LogJson: expected true or false, got \"1\"",
        ],
        Settings.Errors(
            HostSettings.Read, "Host:DrainLimits=1", "Host:DrainLimit=-1", "Host:MaxBodyBytes=1000", "Host:MaxDepth=many", "Host:LogLevel=loud", "Host:LogJson=1"));

    [Theory]
    [InlineData("Host:LogLevel=1")]
    [InlineData("Host:LogLevel=Debug,Information")]
    [InlineData("Host:DrainLimit=NaN")]
    [InlineData("Host:DrainLimit=Infinity")]
    [InlineData("Host:DrainLimit=1e9")]
    [InlineData("Host:MaxDepth=64.0")]
    [InlineData("Host:MaxBodyBytes=99999999999")]
    public void A_value_that_only_looks_right_is_refused(string pair) => Assert.Single(Settings.Errors(HostSettings.Read, pair));

    [Theory]
    [InlineData("/run/a", "/run/a")]
    [InlineData("/run/a:/run/b", "/run/a")]
    public void The_folders_for_state_and_logs_are_those_that_systemd_gives(string given, string expected)
    {
        using var systemd = new EnvironmentVariable("STATE_DIRECTORY", given);
        using var logs = new EnvironmentVariable("LOGS_DIRECTORY", given);

        Assert.Equal((expected, expected), (HostSettings.Read(Settings.Of()).StateFolder, HostSettings.Read(Settings.Of()).LogFolder));
        Assert.Equal("/else", HostSettings.Read(Settings.Of("Host:StateFolder=/else")).StateFolder);
        Assert.Equal("/else", HostSettings.Read(Settings.Of("Host:LogFolder=/else")).LogFolder);
    }

    [Fact]
    public void A_plugins_file_that_was_named_must_be_there_and_the_default_one_need_not()
    {
        using var folder = new TemporaryFolder();
        using var working = new WorkingFolder(folder.Path);

        Assert.Throws<ConfigurationException>(() => HostSettings.Read(Settings.Of("Host:PluginsFile=plugins.json")).ReadPlugins());
        Assert.Equal(folder["plugins"], HostSettings.Read(Settings.Of()).ReadPlugins().PluginsFolder);

        folder.Write("plugins.json", """{ "folder": "there" }""");
        Assert.Equal(folder["there"], HostSettings.Read(Settings.Of()).ReadPlugins().PluginsFolder);
    }
}
