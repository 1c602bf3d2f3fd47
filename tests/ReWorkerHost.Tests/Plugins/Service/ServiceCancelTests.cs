using System.Diagnostics;
using System.Globalization;
using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Plugins.Remote;

namespace ReWorkerHost.Tests.Plugins.Service;

/// <summary>What is left of a step that is cancelled: nothing, on either side.</summary>
[Collection(SshServerGroup.Name)]
public sealed class ServiceCancelTests(SshServer server)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [RootTheory]
    [InlineData(false, "echo $$ >{0}; sleep 1000")]
    [InlineData(true, "echo $$ >{0}; sleep 1000")]
    [InlineData(true, "trap '' TERM HUP; echo $$ >{0}; while :; do sleep 1000; done")]
    public async Task A_cancel_ends_what_runs_on_the_host(bool overSsh, string hang)
    {
        using var script = new InitScript();
        await File.WriteAllTextAsync(script["hang"], hang.Replace("{0}", script["hanging"], StringComparison.Ordinal));
        await using var service = await HostSteps.LoadAsync("service", server, ("services", new[] { script.Name }));
        using var cancel = new CancellationTokenSource();
        var run = service.RunAsync("Start", new { service = script.Name }, [HostSteps.Host(overSsh)], cancellationToken: cancel.Token);
        await Eventually.HoldsAsync(() => File.Exists(script["hanging"]) && File.ReadAllText(script["hanging"]).EndsWith('\n'), "the script hangs");
        var id = int.Parse(await File.ReadAllTextAsync(script["hanging"]), CultureInfo.InvariantCulture);
        try
        {
            Assert.True(Processes.IsAlive(id));

            await cancel.CancelAsync();

            Assert.Equal(StepOutcomeKind.Cancelled, (await run.WaitAsync(Deadline)).Kind);
            await Eventually.HoldsAsync(() => !Processes.IsAlive(id), "what ran on the host has ended");
            Assert.DoesNotContain(Process.GetProcessesByName("ssh"), process => Arguments(process.Id).Contains(server.ConfigFile, StringComparison.Ordinal));
        }
        finally
        {
            Processes.Kill(id);
        }
    }

    private static string Arguments(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline");
        }
        catch (IOException)
        {
            return ""; // it has ended
        }
    }
}
