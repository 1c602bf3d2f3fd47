using System.Globalization;
using System.Net;

namespace ReWorkerHost.Tests.Broker;

/// <summary>Reads from <c>/proc</c> where processes listen.</summary>
internal static class Listeners
{
    private const string Listening = "0A";

    /// <summary>The listening TCP sockets of some processes.</summary>
    public static IReadOnlyList<IPEndPoint> Of(IEnumerable<int> processes)
    {
        var sockets = processes
            .SelectMany(id => new DirectoryInfo($"/proc/{id}/fd").EnumerateFiles())
            .Select(file => file.LinkTarget).OfType<string>().ToHashSet();
        return
        [
            .. ((string[])["/proc/net/tcp", "/proc/net/tcp6"])
                .SelectMany(table => File.ReadLines(table).Skip(1))
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(columns => columns[3] == Listening && sockets.Contains($"socket:[{columns[9]}]"))
                .Select(columns => Parse(columns[1])),
        ];
    }

    // The kernel prints an address as 32-bit words in the machine's byte order.
    private static IPEndPoint Parse(string text)
    {
        var parts = text.Split(':');
        var bytes = parts[0].Chunk(8).SelectMany(word => BitConverter.GetBytes(uint.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
        return new IPEndPoint(new IPAddress(bytes.ToArray()), int.Parse(parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}
