using System.Diagnostics;
using System.Text;

namespace ReWorkerHost.Telemetry;

/// <summary>Takes the context of a trace from a message's headers and puts it there, as W3C Trace Context names them.</summary>
internal static class TraceHeaders
{
    private const string Parent = "traceparent";
    private const string State = "tracestate";
    private const int LongestState = 512;

    /// <summary>The context that a message came with; none where it has none, or none that can be read.</summary>
    public static ActivityContext Read(IDictionary<string, object?>? headers)
    {
        if (headers is null || !headers.TryGetValue(Parent, out var parent)) return default;
        headers.TryGetValue(State, out var state);
        return ActivityContext.TryParse(Text(parent, 55), Text(state, LongestState), isRemote: true, out var context) ? context : default;
    }

    /// <summary>Adds the context of a span to headers, where the span is recorded.</summary>
    /// <returns>The headers; what was given where nothing is to be added.</returns>
    public static IDictionary<string, object?>? Write(Activity? span, IDictionary<string, object?>? headers)
    {
        if (span is not { Recorded: true, IdFormat: ActivityIdFormat.W3C, Id: { } id }) return headers;
        return Write(id, span.TraceStateString, headers);
    }

    /// <summary>Adds the context of whoever has started this process to headers: that of the span that runs, else of the variables <c>TRACEPARENT</c> and <c>TRACESTATE</c>.</summary>
    public static IDictionary<string, object?>? WriteCaller(IDictionary<string, object?>? headers)
    {
        if (Activity.Current is { } span) return Write(span, headers);
        var state = Environment.GetEnvironmentVariable("TRACESTATE");
        return Environment.GetEnvironmentVariable("TRACEPARENT") is { } parent && ActivityContext.TryParse(parent, state, out _) ? Write(parent, state, headers) : headers;
    }

    private static IDictionary<string, object?> Write(string id, string? state, IDictionary<string, object?>? headers)
    {
        headers ??= new Dictionary<string, object?>();
        headers[Parent] = id;
        if (!string.IsNullOrEmpty(state)) headers[State] = state;
        return headers;
    }

    /// <summary>Headers are bytes as they come from the broker.</summary>
    private static string? Text(object? value, int longest) => value switch
    {
        byte[] bytes when bytes.Length <= longest => Encoding.UTF8.GetString(bytes),
        string text when text.Length <= longest => text,
        _ => null,
    };
}
