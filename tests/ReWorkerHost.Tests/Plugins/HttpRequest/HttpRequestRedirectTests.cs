using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.HttpRequest;

public sealed class HttpRequestRedirectTests
{
    [Theory]
    [InlineData(301, "Get", "GET", 0)]
    [InlineData(301, "Post", "GET", 0)]
    [InlineData(302, "Post", "GET", 0)]
    [InlineData(302, "Put", "PUT", 1)]
    [InlineData(303, "Put", "GET", 0)]
    [InlineData(307, "Post", "POST", 1)]
    [InlineData(308, "Delete", "DELETE", 0)]
    public async Task A_redirect_is_followed_as_the_web_does(int code, string subcommand, string method, int length)
    {
        await using var end = await WebServer.StartAsync(200, "there");
        await using var server = await WebServer.RedirectAsync(code, _ => $"{end.Address}/end");
        await using var worker = await Asking.LoadAsync();

        var outcome = await worker.AskAsync(subcommand, server.Address, subcommand is "Post" or "Put" ? new { content = "x" } : null);

        Assert.Equal("""{"code":200,"body":"there"}""", outcome.Completed());
        Assert.Equal((method, "/end", length), (end.Seen[0].Method, end.Seen[0].Target, end.Seen[0].Body.Length));
    }

    [Fact]
    public async Task A_redirect_that_is_expected_is_an_answer()
    {
        await using var server = await WebServer.RedirectAsync(302, _ => "http://evil.example/");
        await using var worker = await Asking.LoadAsync();

        Assert.Equal("""{"code":302}""", (await worker.AskAsync("Get", server.Address, new { code = 302 })).Completed());
    }

    [Fact]
    public async Task A_redirect_to_a_host_that_is_not_allowed_is_not_followed()
    {
        await using var other = await WebServer.StartAsync(200);
        await using var server = await WebServer.RedirectAsync(302, _ => $"http://user:secret@127.0.0.1:{other.Port}/");
        await using var worker = await Asking.LoadAsync([$"127.0.0.1:{server.Port}"]);

        Assert.Equal(
            $"GET {server.Address}/ was redirected: 127.0.0.1:{other.Port} may not be asked: name it in plugins.httprequest.settings.allow to allow it",
            await worker.FailureAsync("Get", server.Address));
        Assert.Empty(other.Seen);
    }

    [Theory]
    [InlineData("file:///etc/passwd", "was redirected to the scheme \"file\", which can't be used")]
    [InlineData("/again", "was redirected more than 10 times")]
    public async Task A_redirect_that_leads_nowhere_fails(string to, string problem)
    {
        await using var server = await WebServer.RedirectAsync(302, _ => to);
        await using var worker = await Asking.LoadAsync();

        Assert.Equal($"GET {server.Address}/ {problem}", await worker.FailureAsync("Get", server.Address));
    }

    [Fact]
    public async Task A_header_for_one_host_does_not_go_to_another()
    {
        await using var end = await WebServer.StartAsync(200);
        await using var server = await WebServer.RedirectAsync(302, _ => end.Address);
        await using var worker = await Asking.LoadAsync(null, ("headers", new object[]
        {
            new { name = "X-Token", value = "for-one", host = $"127.0.0.1:{server.Port}" },
            new { name = "X-Token", value = "for-all" },
        }));

        Assert.Equal("""{"code":200}""", (await worker.AskAsync("Get", $"http://user:secret@127.0.0.1:{server.Port}/")).Completed());
        Assert.Equal(("for-one", "Basic dXNlcjpzZWNyZXQ="), (server.Seen[0].Header("X-Token"), server.Seen[0].Header("Authorization")));
        Assert.Equal(("for-all", null), (end.Seen[0].Header("X-Token"), end.Seen[0].Header("Authorization")));
    }
}
