using ReWorkerHost.Operations;

namespace ReWorkerHost.Tests.Operations;

public sealed class SystemdEnvironmentTests
{
    [Fact]
    public void Without_systemd_there_is_nothing() => Assert.Equal(new SystemdEnvironment(null, null, false), Read("socket:[9]"));

    [Fact]
    public void Everything_that_systemd_says_is_taken() => Assert.Equal(
        new SystemdEnvironment("/run/systemd/notify", TimeSpan.FromSeconds(60), true),
        Read("socket:[1234]", "NOTIFY_SOCKET=/run/systemd/notify", "WATCHDOG_USEC=60000000", "WATCHDOG_PID=42", "JOURNAL_STREAM=8:1234"));

    [Theory]
    [InlineData("WATCHDOG_USEC=60000000", "WATCHDOG_PID=43")]
    [InlineData("WATCHDOG_USEC=0", "WATCHDOG_PID=")]
    [InlineData("WATCHDOG_USEC=soon", "WATCHDOG_PID=42")]
    public void A_watchdog_that_is_for_another_process_or_has_no_time_is_none(params string[] variables) => Assert.Null(Read(null, variables).Watchdog);

    [Theory]
    [InlineData("8:1234", "socket:[12345]")]
    [InlineData("8:1234", "/dev/pts/0")]
    [InlineData("8:1234", null)]
    [InlineData("1234", "socket:[1234]")]
    [InlineData("8:", "socket:[]")]
    public void Output_that_leads_elsewhere_is_not_the_journal(string journal, string? output) => Assert.False(Read(output, $"JOURNAL_STREAM={journal}").IsJournal);

    private static SystemdEnvironment Read(string? output, params string[] variables)
    {
        var given = variables.Select(variable => variable.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return SystemdEnvironment.Read(given.GetValueOrDefault, 42, output);
    }
}
