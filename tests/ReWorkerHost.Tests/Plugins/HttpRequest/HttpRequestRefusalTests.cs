namespace ReWorkerHost.Tests.Plugins.HttpRequest;

/// <summary>What is refused before the step begins.</summary>
public sealed class HttpRequestRefusalTests
{
    [Fact]
    public async Task Without_a_list_of_hosts_none_is_asked()
    {
        await using var worker = await Asking.LoadAsync([]);

        Assert.Equal("url: no host may be asked: name those that may in plugins.httprequest.settings.allow", await worker.RefusalAsync("Get", "http://127.0.0.1/"));
    }

    [Theory]
    [InlineData("http://127.0.0.1:81/", "127.0.0.1:81")]
    [InlineData("http://127.0.0.2:80/", "127.0.0.2:80")]
    [InlineData("http://localhost/", "localhost:80")]
    [InlineData("http://www.example.com.evil.example/", "www.example.com.evil.example:80")]
    [InlineData("http://evilwww.example.com/", "evilwww.example.com:80")]
    [InlineData("http://www.example.com@evil.example/", "evil.example:80")]
    [InlineData("http://www.example.com:80@evil.example/", "evil.example:80")]
    [InlineData("http://evil.example/\\@www.example.com/", "evil.example:80")]
    [InlineData("http://evil.example#@www.example.com/", "evil.example:80")]
    [InlineData("http://www.example.com./", "www.example.com.:80")]
    [InlineData("http://[::2]/", "[::2]:80")]
    public async Task A_host_that_is_not_on_the_list_is_refused(string url, string named)
    {
        await using var worker = await Asking.LoadAsync(["www.example.com", "127.0.0.1:80", "[::1]"]);

        Assert.Equal($"url: {named} may not be asked: name it in plugins.httprequest.settings.allow to allow it", await worker.RefusalAsync("Get", url));
    }

    [Theory]
    [InlineData("", "url: expected a whole URL")]
    [InlineData("www.example.com", "url: expected a whole URL")]
    [InlineData("http://", "url: expected a whole URL")]
    [InlineData("http://user:pass word@ /", "url: expected a whole URL")]
    [InlineData("file:///etc/passwd", "url: the scheme \"file\" can't be used")]
    [InlineData("/etc/passwd", "url: the scheme \"file\" can't be used")]
    [InlineData("ftp://localhost/", "url: the scheme \"ftp\" can't be used")]
    public async Task What_is_no_URL_of_the_web_is_refused_and_not_repeated(string url, string problem)
    {
        await using var worker = await Asking.LoadAsync();

        var refusal = await worker.RefusalAsync("Get", url);

        Assert.StartsWith($"invalid parameters: {problem}", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("pass word", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        await using var worker = await Asking.LoadAsync();

        var refusal = await worker.RefusalAsync("Get", "gopher://localhost", new { content = "?", b64encoded = true, contenttype = "?" });

        Assert.Equal(
            "invalid parameters: url: the scheme \"gopher\" can't be used, expected http or https; content: Get sends none, use Put or Post; " +
            "contenttype: expected a content type, such as application/json; content: it is not in base64, as b64encoded says",
            refusal);
    }

    [Fact]
    public async Task A_status_that_can_not_be_is_refused_by_name()
    {
        await using var worker = await Asking.LoadAsync();

        Assert.Contains("code", await worker.RefusalAsync("Get", "http://localhost/", new { code = 99 }), StringComparison.Ordinal);
        Assert.Contains("code", await worker.RefusalAsync("Get", "http://localhost/", new { code = "200" }), StringComparison.Ordinal);
        Assert.Contains("Head", await worker.RefusalAsync("Head", "http://localhost/"), StringComparison.Ordinal);
    }
}
