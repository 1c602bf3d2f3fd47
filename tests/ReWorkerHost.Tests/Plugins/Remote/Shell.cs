using System.Diagnostics;

namespace ReWorkerHost.Tests.Plugins.Remote;

/// <summary>Runs programs by which a test looks at what a worker has done.</summary>
internal static class Shell
{
    /// <summary>Runs a program that must succeed, and gives what it wrote.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with exit code {process.ExitCode}: {await errors}");
        return output;
    }
}
