using System.Diagnostics;
using System.Globalization;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Faults;

/// <summary>The private node's own tool, <c>rabbitmqctl</c>.</summary>
internal static class BrokerControl
{
    private const string Tool = "/usr/lib/rabbitmq/bin/rabbitmqctl";

    /// <summary>Sets the share of the memory above which the broker blocks those who publish; 0 blocks at once.</summary>
    public static Task SetMemoryHighWatermarkAsync(RabbitMqNode node, double share) =>
        RunAsync(node, "set_vm_memory_high_watermark", share.ToString(CultureInfo.InvariantCulture));

    /// <summary>Runs the tool against the node.</summary>
    public static async Task<string> RunAsync(RabbitMqNode node, params string[] arguments)
    {
        var identity = await File.ReadAllTextAsync(Path.Combine(node.Folder, "identity"));
        var start = new ProcessStartInfo(Tool) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-n", $"reworker-{identity.Trim()}@localhost", .. arguments]) start.ArgumentList.Add(argument);
        start.Environment["HOME"] = Path.Combine(node.Folder, "home");
        start.Environment["ERL_EPMD_PORT"] = node.Broker.Ports.Epmd.ToString(CultureInfo.InvariantCulture);
        start.Environment["ERL_EPMD_ADDRESS"] = "127.0.0.1";
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(node.Folder, "no-rabbitmq-env.conf");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True(process.ExitCode == 0, $"rabbitmqctl {string.Join(' ', arguments)}: {await output} {await error}");
        return await output;
    }
}
