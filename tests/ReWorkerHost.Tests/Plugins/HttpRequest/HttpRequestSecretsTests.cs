using Microsoft.AspNetCore.Http;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.HttpRequest;

/// <summary>What nobody may read.</summary>
public sealed class HttpRequestSecretsTests
{
    private static readonly object[] Token = [new { name = "X-Token", value = "Bearer geheimnis" }];

    [Fact]
    public async Task Headers_and_user_are_sent_and_are_in_nothing_that_is_said()
    {
        await using var server = await WebServer.StartAsync(
            context => context.Response.WriteAsync($"{context.Request.Headers["X-Token"]} {context.Request.Headers.Authorization} geheimnis pass"));
        await using var worker = await Asking.LoadAsync(null, ("headers", Token));
        var sink = new RecordingSink();
        var url = $"http://user:p%61ss@127.0.0.1:{server.Port}/";

        var completed = await worker.AskAsync("Get", url, sink: sink);
        var failed = await worker.AskAsync("Get", url, new { code = 500 }, sink);

        Assert.Equal("""{"code":200,"body":"[redacted] Basic [redacted] [redacted] [redacted]"}""", completed.Completed());
        Assert.Equal(("Bearer geheimnis", "Basic dXNlcjpwYXNz"), (server.Seen[0].Header("X-Token"), server.Seen[0].Header("Authorization")));
        Assert.All(sink.Lines.Append(failed.DataText()!).Append(failed.Text ?? ""), text =>
        {
            Assert.DoesNotContain("geheimnis", text, StringComparison.Ordinal);
            Assert.DoesNotContain("user", text, StringComparison.Ordinal);
            Assert.DoesNotContain("pass", text, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData(4090)]
    [InlineData(4096)]
    [InlineData(4080)]
    public async Task A_secret_at_the_end_of_what_is_kept_is_not_cut_in_two(int before)
    {
        await using var server = await WebServer.StartAsync(200, new string('x', before) + "Bearer geheimnis" + "Bearer geheimnis");
        await using var worker = await Asking.LoadAsync(null, ("headers", Token));

        var data = (await worker.AskAsync("Get", server.Address)).Completed()!;

        Assert.DoesNotContain("B", data, StringComparison.Ordinal);
        Assert.DoesNotContain("geh", data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_cookie_of_one_step_is_sent_by_another()
    {
        await using var server = await WebServer.StartAsync(context =>
        {
            context.Response.Cookies.Append("session", "1");
            return Task.CompletedTask;
        });
        await using var worker = await Asking.LoadAsync();

        await worker.AskAsync("Get", server.Address);
        await worker.AskAsync("Get", server.Address);

        Assert.All(server.Seen, seen => Assert.Null(seen.Header("Cookie")));
    }
}
