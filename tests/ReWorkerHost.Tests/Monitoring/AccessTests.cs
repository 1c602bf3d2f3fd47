using System.Net;
using System.Net.Http.Headers;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Monitoring;

/// <summary>Who may read the metrics.</summary>
[Collection(SecondNodeGroup.Name)]
public sealed class AccessTests(RabbitMqNode node)
{
    private const string Token = "a-token-of-more-than-16-characters";

    [Fact]
    public async Task Where_tokens_are_asked_for_the_metrics_need_one()
    {
        await using var daemon = Daemon.Prepare();
        var metrics = await StartAsync(daemon, $"Http:Token={Token}");

        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(metrics, null));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(metrics, Token));
    }

    [Fact]
    public async Task Metrics_that_are_switched_off_are_not_there()
    {
        await using var daemon = Daemon.Prepare();
        var metrics = await StartAsync(daemon, "Metrics:Enabled=false");

        Assert.Equal(HttpStatusCode.NotFound, await GetAsync(metrics, null));
    }

    private async Task<Uri> StartAsync(Daemon daemon, string setting)
    {
        var address = $"http://127.0.0.1:{MonitoredHost.FreePort()}";
        await daemon.StartAsync(node.Uri, "--set", "Http:Enabled=true", "--set", $"Http:Url={address}", "--set", setting);
        await daemon.OutputHoldsAsync("The page: ");
        return new Uri($"{address}/metrics");
    }

    private static async Task<HttpStatusCode> GetAsync(Uri uri, string? token)
    {
        using var client = new HttpClient();
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.GetAsync(uri);
        return answer.StatusCode;
    }
}
