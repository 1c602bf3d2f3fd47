using System.Text;
using Microsoft.AspNetCore.Http;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.HttpRequest;

/// <summary>Requests and answers.</summary>
public sealed class HttpRequestTests
{
    [Theory]
    [InlineData("Get", "GET")]
    [InlineData("put", "PUT")]
    [InlineData("POST", "POST")]
    [InlineData("Delete", "DELETE")]
    public async Task Each_subcommand_is_a_method_of_its_name(string subcommand, string method)
    {
        await using var server = await WebServer.StartAsync(200, "hello");
        await using var worker = await Asking.LoadAsync();
        var sink = new RecordingSink();

        var outcome = await worker.AskAsync(subcommand, $"{server.Address}/a/b?c=d", sink: sink);

        Assert.Equal("""{"code":200,"body":"hello"}""", outcome.Completed());
        var seen = Assert.Single(server.Seen);
        Assert.Equal((method, "/a/b?c=d", 0), (seen.Method, seen.Target, seen.Body.Length));
        Assert.Equal([$"{method} {server.Address}/a/b", $"{method} {server.Address}/a/b answered 200"], sink.Lines);
    }

    [Theory]
    [InlineData("ä {\"a\":1}", null, false, "ä {\"a\":1}", "text/plain; charset=utf-8")]
    [InlineData("{}", "application/json", false, "{}", "application/json")]
    [InlineData("aGVsbG8=", null, true, "hello", "text/plain; charset=utf-8")]
    [InlineData("", null, false, "", "text/plain; charset=utf-8")]
    public async Task Content_is_sent_as_it_is_given(string content, string? type, bool encoded, string sent, string sentType)
    {
        await using var server = await WebServer.StartAsync(201);
        await using var worker = await Asking.LoadAsync();
        var parameters = new Dictionary<string, object> { ["content"] = content, ["b64encoded"] = encoded, ["code"] = 201 };
        if (type is not null) parameters["contenttype"] = type;

        var outcome = await worker.AskAsync("Put", server.Address, parameters);

        Assert.Equal("""{"code":201}""", outcome.Completed());
        Assert.Equal((sent, sentType), (Encoding.UTF8.GetString(server.Seen[0].Body), server.Seen[0].Header("Content-Type")));
    }

    [Fact]
    public async Task Another_status_than_expected_fails_with_both()
    {
        await using var server = await WebServer.StartAsync(404, "no such page");
        await using var worker = await Asking.LoadAsync();
        var sink = new RecordingSink();

        var outcome = await worker.AskAsync("Get", $"{server.Address}/x?secret=1", sink: sink);

        Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
        Assert.True(sink.Started);
        Assert.Equal($$"""{"error":"GET {{server.Address}}/x answered 404, expected 200","code":404,"expected":200,"body":"no such page"}""", PluginUnderTest.Data(outcome));
        Assert.Equal("""{"code":404,"body":"no such page"}""", (await worker.AskAsync("Get", server.Address, new { code = 404 })).Completed());
    }

    [Theory]
    [InlineData("text/plain", 4095, 4095)]
    [InlineData("application/json", 4097, 4096)]
    [InlineData("application/problem+json", 10, 10)]
    [InlineData(null, 10, 10)]
    [InlineData("application/octet-stream", 10, 0)]
    [InlineData("image/png", 10, 0)]
    public async Task The_beginning_of_a_text_is_in_the_data(string? type, int length, int kept)
    {
        await using var server = await WebServer.StartAsync(200, new string('ä', length), type);
        await using var worker = await Asking.LoadAsync();

        var outcome = await worker.AskAsync("Get", server.Address);

        Assert.Equal(kept == 0 ? """{"code":200}""" : $$"""{"code":200,"body":"{{new string('ä', kept)}}"}""", System.Text.RegularExpressions.Regex.Unescape(outcome.Completed()!));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_left_out()
    {
        await using var server = await WebServer.StartAsync(async context => await context.Response.Body.WriteAsync(new byte[] { 0xff, 0xfe, 0xfd, 0x00 }));
        await using var worker = await Asking.LoadAsync();

        Assert.Equal("""{"code":200}""", (await worker.AskAsync("Get", server.Address)).Completed());
    }

    [Fact]
    public async Task Of_a_body_without_an_end_only_the_beginning_is_received()
    {
        await using var server = await WebServer.StartAsync(async context =>
        {
            context.Response.ContentType = "text/plain"; // no length: in chunks
            var chunk = Encoding.ASCII.GetBytes(new string('x', 1000));
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
        });
        await using var worker = await Asking.LoadAsync();

        var outcome = await worker.AskAsync("Get", server.Address);

        Assert.Equal($$"""{"code":200,"body":"{{new string('x', 4096)}}"}""", outcome.Completed());
    }

    [Fact]
    public async Task An_answer_in_chunks_is_put_together()
    {
        await using var server = await WebServer.StartAsync(async context =>
        {
            context.Response.ContentType = "text/plain; charset=iso-8859-1";
            foreach (var part in new byte[][] { [(byte)'a', 0xe4], [0xf6], [(byte)'b'] })
            {
                await context.Response.Body.WriteAsync(part);
                await context.Response.Body.FlushAsync();
            }
        });
        await using var worker = await Asking.LoadAsync();

        Assert.Equal("""{"code":200,"body":"aäöb"}""", System.Text.RegularExpressions.Regex.Unescape((await worker.AskAsync("Get", server.Address)).Completed()!));
    }
}
