using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.IrcNotify;

/// <summary>Another client, which keeps each line as it comes.</summary>
internal sealed class IrcWatcher : IAsyncDisposable
{
    private readonly ConcurrentQueue<byte[]> lines = new();
    private readonly TcpClient client = new();
    private Task reading = Task.CompletedTask;

    /// <summary>What has come so far.</summary>
    public IReadOnlyList<string> Lines => [.. lines.Select(Encoding.UTF8.GetString)];

    /// <summary>The bytes of each line, with CR and LF.</summary>
    public IReadOnlyList<byte[]> Bytes => [.. lines];

    /// <summary>Connects, and enters a channel.</summary>
    public static async Task<IrcWatcher> JoinAsync(IrcServerNode server, string nick, string channel)
    {
        var watcher = new IrcWatcher();
        await watcher.client.ConnectAsync(IPAddress.Loopback, server.Port);
        watcher.reading = watcher.ReadAsync();
        if (server.Password.Length > 0) await watcher.SendAsync($"PASS {server.Password}");
        await watcher.SendAsync($"NICK {nick}\r\nUSER {nick} 0 * :{nick}");
        await watcher.SeesAsync(" 001 ");
        await watcher.SendAsync($"JOIN {channel}");
        await watcher.SeesAsync(" 366 ");
        return watcher;
    }

    /// <summary>Sends a line.</summary>
    public async Task SendAsync(string line) => await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes($"{line}\r\n"));

    /// <summary>Waits for a line that holds a text, and gives it.</summary>
    public async Task<string> SeesAsync(string text, int times = 1)
    {
        await Eventually.HoldsAsync(
            () => Task.FromResult(Lines.Count(line => line.Contains(text, StringComparison.Ordinal)) >= times), () => $"no line with \"{text}\":\n{string.Join("", Lines)}");
        return Lines.Last(line => line.Contains(text, StringComparison.Ordinal)).TrimEnd();
    }

    /// <summary>What was said to a target.</summary>
    public IReadOnlyList<string> Said(string target) =>
        [.. Lines.Where(line => line.Split(' ') is [_, "PRIVMSG", var to, ..] && to == target).Select(line => line[(line.IndexOf(" :", StringComparison.Ordinal) + 2)..].TrimEnd('\r', '\n'))];

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await reading;
    }

    private async Task ReadAsync()
    {
        var line = new List<byte>();
        var buffer = new byte[4096];
        try
        {
            while (await client.GetStream().ReadAsync(buffer) is > 0 and var count)
            {
                foreach (var one in buffer.AsSpan(0, count))
                {
                    line.Add(one);
                    if (one != '\n') continue;
                    lines.Enqueue([.. line]);
                    line.Clear();
                    if (lines.Last().AsSpan().StartsWith("PING "u8)) client.Client.Send(Encoding.UTF8.GetBytes("PONG" + Lines[^1][4..]));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // it is over
        }
    }
}
