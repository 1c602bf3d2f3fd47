using System.Diagnostics;
using System.Text;
using ReWorkerHost.Telemetry;

namespace ReWorkerHost.Tests.Telemetry;

/// <summary>Message headers as bearers of a trace's context.</summary>
public sealed class TraceHeadersTests
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public void Bytes_and_text_are_read_alike()
    {
        foreach (var value in (object[])[Encoding.UTF8.GetBytes(Parent), Parent])
        {
            var context = TraceHeaders.Read(new Dictionary<string, object?> { ["traceparent"] = value, ["tracestate"] = "vendor=1"u8.ToArray() });

            Assert.Equal(("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", ActivityTraceFlags.Recorded, "vendor=1", true), (context.TraceId.ToHexString(), context.SpanId.ToHexString(), context.TraceFlags, context.TraceState, context.IsRemote));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331")]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 and much more that nobody asked for")]
    [InlineData(1)]
    [InlineData(null)]
    public void What_is_no_context_is_none(object? header) => Assert.Equal(default, TraceHeaders.Read(new Dictionary<string, object?> { ["traceparent"] = header }));

    [Fact]
    public void A_message_without_headers_has_no_context_and_gets_none_where_nothing_is_recorded()
    {
        using var unrecorded = new Activity("unrecorded").SetIdFormat(ActivityIdFormat.W3C);
        unrecorded.Start();

        Assert.Equal(default, TraceHeaders.Read(null));
        Assert.Null(TraceHeaders.Write(null, null));
        Assert.Null(TraceHeaders.Write(unrecorded, null));
    }

    [Fact]
    public void A_recorded_span_goes_beside_the_headers_that_are_there()
    {
        using var span = new Activity("recorded").SetIdFormat(ActivityIdFormat.W3C);
        span.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        span.TraceStateString = "vendor=1";
        span.Start();

        var headers = TraceHeaders.Write(span, new Dictionary<string, object?> { ["other"] = 1 })!;

        Assert.Equal((1, span.Id, "vendor=1"), (headers["other"], headers["traceparent"], headers["tracestate"]));
    }
}
