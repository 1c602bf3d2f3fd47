using System.Diagnostics;

namespace ReWorkerHost.Tests.Documentation;

/// <summary>Runs a command as a reader of the documentation does, in a folder and an environment of the test's own.</summary>
internal sealed class Terminal(string folder, IReadOnlyDictionary<string, string> environment)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs it to its end.</summary>
    /// <returns>Its exit code, and what it wrote to standard output and standard error.</returns>
    public async Task<(int ExitCode, string Output, string Error)> RunAsync(string command)
    {
        var start = new ProcessStartInfo("bash", ["-c", command]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{command} did not end within {Patience}");
        }

        return (process.ExitCode, await output, await error);
    }

    /// <summary>Runs it, and demands that it succeeds.</summary>
    /// <returns>What it wrote to standard output.</returns>
    public async Task<string> DoAsync(string command)
    {
        var (exitCode, output, error) = await RunAsync(command);
        Assert.True(exitCode == 0, $"{command} ended with {exitCode}:\n{output}\n{error}");
        return output;
    }
}
