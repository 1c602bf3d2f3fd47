using System.Text.Json;

namespace ReWorkerHost.Tests.Http;

/// <summary>Reads server-sent events.</summary>
internal sealed class EventReader(HttpResponseMessage response, StreamReader reader) : IDisposable
{
    /// <summary>The next event of a name for whose data something holds; <see langword="null"/> where the stream ends first.</summary>
    public async Task<JsonElement?> NextAsync(string name, Func<JsonElement, bool>? holds = null)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var current = "";
        while (await reader.ReadLineAsync(deadline.Token) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal)) current = line[7..];
            if (!line.StartsWith("data: ", StringComparison.Ordinal) || current != name) continue;
            var data = JsonElement.Parse(line[6..]);
            if (holds is null || holds(data)) return data;
        }

        return null;
    }

    public void Dispose()
    {
        reader.Dispose();
        response.Dispose();
    }
}
