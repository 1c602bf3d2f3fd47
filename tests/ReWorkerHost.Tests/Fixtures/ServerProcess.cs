using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ReWorkerHost.Broker;

namespace ReWorkerHost.Tests.Fixtures;

/// <summary>A real server that a test starts for itself, on loopback and with folders of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> lines = new();
    private readonly Process process;

    private ServerProcess(Process process) => this.process = process;

    /// <summary>What it has printed.</summary>
    public string Output => string.Join('\n', lines);

    /// <summary>Starts it and waits until it takes connections.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="ports">The ports that it listens on.</param>
    public static async Task<ServerProcess> StartAsync(string program, IEnumerable<string> arguments, params int[] ports)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var server = new ServerProcess(new Process { StartInfo = start });
        server.process.OutputDataReceived += (_, line) => server.Keep(line.Data);
        server.process.ErrorDataReceived += (_, line) => server.Keep(line.Data);
        server.process.Start();
        server.process.BeginOutputReadLine();
        server.process.BeginErrorReadLine();
        try
        {
            foreach (var port in ports)
            {
                await Eventually.HoldsAsync(
                    async () => server.process.HasExited ? throw new InvalidOperationException($"{program} ended:\n{server.Output}") : await TakesConnectionsAsync(port),
                    () => $"{program} does not listen on {port}:\n{server.Output}");
            }
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        return server;
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Runs a program to its end, which must be a good one.</summary>
    public static async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}\n{error}");
    }

    /// <summary>Sends it a signal.</summary>
    public Task SignalAsync(string name) => RunAsync("sh", "-c", $"kill -{name} {process.Id}");

    /// <summary>Ends it, and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            ProcessSignal.Send(process.Id, Signal.Terminate);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }

        process.Dispose();
    }

    private static async Task<bool> TakesConnectionsAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is not null) lines.Enqueue(line);
    }
}
