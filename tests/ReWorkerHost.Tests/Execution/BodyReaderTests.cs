using System.Text;
using System.Text.Json;

namespace ReWorkerHost.Tests.Execution;

public sealed class BodyReaderTests
{
    private static readonly StepLimits Limits = new(MaxBodyBytes: 1000, MaxDepth: 8);

    public static TheoryData<byte[], string> Refused => new()
    {
        { [], "the body is not JSON that this host takes (nesting of 8 at most): " },
        { Bytes("   "), "the body is not JSON that this host takes (nesting of 8 at most): " },
        { Bytes("{"), "the body is not JSON that this host takes (nesting of 8 at most): " },
        { Bytes("not json"), "the body is not JSON that this host takes (nesting of 8 at most): " },
        { Bytes("{} {}"), "the body is not JSON that this host takes (nesting of 8 at most): " },
        { Bytes("""{ "a": 1, }"""), "the body is not JSON that this host takes (nesting of 8 at most): " },
        { Bytes("{ /* a comment */ }"), "the body is not JSON that this host takes (nesting of 8 at most): " },
        { Bytes("""{ "a": NaN }"""), "the body is not JSON that this host takes (nesting of 8 at most): " },
        { [0xEF, 0xBB, 0xBF, .. "{}"u8], "the body is not JSON that this host takes (nesting of 8 at most): " },
        { Bytes("[]"), "the body is not a JSON object but a list" },
        { Bytes("\"text\""), "the body is not a JSON object but a string" },
        { Bytes("1"), "the body is not a JSON object but a number" },
        { Bytes("true"), "the body is not a JSON object but a boolean" },
        { Bytes("null"), "the body is not a JSON object but null" },
        { [.. "{\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8], "the body is not UTF-8" },
        { [.. "{\"a\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8], "the body is not UTF-8" },
        { Encoding.Unicode.GetBytes("""{ "a": "e" }"""), "the body is not JSON that this host takes (nesting of 8 at most): " },
        { Encoding.Latin1.GetBytes("""{ "a": "é" }"""), "the body is not UTF-8" },
        { Bytes("""{ "a": "\ud83d" }"""), "the body holds a string that is no text: " },
        { Bytes("""{ "a": [{ "b": "\ude00 and more" }] }"""), "the body holds a string that is no text: " },
        { Bytes("""{ "\ud83d": 1 }"""), "the body holds a string that is no text: " },
        { Bytes($$"""{ "a": {{Nested(8)}} }"""), "the body is not JSON that this host takes (nesting of 8 at most): " },
        { Bytes(Padded(1001)), "the body has 1001 bytes and may have 1000 at most" },
    };

    public static TheoryData<string> Taken =>
    [
        "{}",
        " \r\n\t{ } \n",
        """{ "a": "\ud83d\ude00 \u00e9 é" }""",
        """{ "a": 1e400, "a": -0.0 }""",
        $$"""{ "a": {{Nested(7)}} }""",
        Padded(1000),
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_body_that_is_no_object_within_the_limits_is_refused_with_the_reason(byte[] body, string beginning)
    {
        Assert.False(BodyReader.TryRead(body, Limits, out _, out var problem));

        Assert.StartsWith(beginning, problem, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Taken))]
    public void An_object_within_the_limits_is_read(string body)
    {
        Assert.True(BodyReader.TryRead(Bytes(body), Limits, out var json, out var problem));

        Assert.Null(problem);
        Assert.Equal(JsonValueKind.Object, json.ValueKind);
    }

    [Fact]
    public void What_was_read_outlives_the_buffer_it_was_read_from()
    {
        var body = Bytes("""{ "a": "kept" }""");
        BodyReader.TryRead(body, Limits, out var json, out _);
        Array.Clear(body);

        Assert.Equal("kept", json.GetProperty("a").GetString());
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private static string Padded(int length) => "{}".PadRight(length);
}
