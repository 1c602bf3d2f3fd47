using System.Net;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.HttpRequest;

public sealed class HttpRequestSettingsTests
{
    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once_and_no_value_of_a_header()
    {
        using var folder = new TemporaryFolder();
        var error = await Assert.ThrowsAsync<PluginLoadException>(() => PluginUnderTest.LoadAsync("httprequest", new
        {
            allow = new[] { "", "http://a", "a:0", "a:b", "*.example.com", "a/b", "u@a" },
            headers = new object[]
            {
                new { name = "X Y", value = "geheim" }, new { name = "Content-Type", value = "geheim" }, new { name = "X", value = "geheim\r\nY: 1" }, new { name = "X", value = "geheim", host = "a/b" },
                new { name = "X", value = "geheim", hots = "a" }, new { value = "geheim" },
            },
            timeout = 0,
            ca_file = folder.Write("empty.pem", ""),
            proxy = "http://proxy",
            hosts = "a",
        }));

        Assert.All(Enumerable.Range(0, 7), index => Assert.Contains($"settings.allow[{index}]: expected host or host:port", error.Message, StringComparison.Ordinal));
        Assert.All(
            new[]
            {
                "settings.headers[0].name: expected", "settings.headers[1].name: Content-Type can't", "settings.headers[2].value: expected", "settings.headers[3].host: expected",
                "settings.headers[4].hots: unknown", "settings.headers[5].name: expected", "settings.timeout: expected seconds", "settings.ca_file: there is no certificate",
                "settings.proxy: expected none or environment", "plugins.httprequest.settings.hosts: unknown",
            },
            problem => Assert.Contains(problem, error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("geheim", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_proxy_of_the_environment_is_used_only_where_the_settings_say_so()
    {
        await using var proxy = await WebServer.StartAsync(200, "by the proxy");
        await using var server = await WebServer.StartAsync(200, "direct");
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy(proxy.Address, BypassOnLocal: false);
        try
        {
            await using var direct = await Asking.LoadAsync();
            await using var proxied = await Asking.LoadAsync(["www.example.com"], ("proxy", "environment"));

            Assert.Equal("""{"code":200,"body":"direct"}""", (await direct.AskAsync("Get", server.Address)).Completed());
            Assert.Equal("""{"code":200,"body":"by the proxy"}""", (await proxied.AskAsync("Get", "http://www.example.com/")).Completed());
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
    }
}
