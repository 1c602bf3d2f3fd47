using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Http;

/// <summary>Who may see and order what.</summary>
[Collection(SecondNodeGroup.Name)]
public sealed class AccessTests(RabbitMqNode node)
{
    private const string Alice = "alices-own-token-1";
    private const string Bob = "bobs-own-token-123";

    [Fact]
    public async Task Without_one_of_its_tokens_a_host_tells_nothing_and_changes_nothing()
    {
        await using var host = await ServedHost.StartAsync(node, Alice, $"Http:Token=alice:{Alice}, bob:{Bob}");
        using var nobody = new ApiClient(host.Daemon.Page);
        using var wrong = new ApiClient(host.Daemon.Page, Alice + "1");
        using var bob = new ApiClient(host.Daemon.Page, Bob);

        foreach (var stranger in new[] { nobody, wrong })
        {
            foreach (var answer in new[] { await stranger.GetAsync("/api/v1/hosts"), await stranger.GetAsync("/openapi/v1.json"), await stranger.GetAsync("/api/v1/events"), await stranger.PostAsync("/api/v1/plugins/hot/pause") })
            {
                Assert.Equal((401, "urn:reworkerhost:problem:no-token"), (answer.Status, answer["type"]));
                Assert.Equal("Bearer", Assert.Single(answer.Response.Headers.WwwAuthenticate).Scheme);
            }
        }

        Assert.Equal("serving", (await host.Api.GetAsync("/api/v1/plugins/hot")).Body[0].GetProperty("state").GetString());
        Assert.Equal(200, (await nobody.GetAsync("/health/ready")).Status);
        Assert.Equal(200, (await nobody.GetAsync("/")).Status);
        await host.Api.OrderAsync("/api/v1/plugins/hot/pause");
        await bob.OrderAsync("/api/v1/plugins/hot/resume");
        Assert.Collection(
            host.Audit,
            line => Assert.Contains("alice (http 127.0.0.1) orders Pause hot: Done", line, StringComparison.Ordinal),
            line => Assert.Contains("bob (http 127.0.0.1) orders Resume hot: Done", line, StringComparison.Ordinal));
        Assert.DoesNotContain(Alice, host.Daemon.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_another_site_can_neither_see_nor_order_anything()
    {
        await using var host = await ServedHost.StartAsync(node, null, "Http:AllowedHosts=ops.example.com");
        var (api, pause) = (host.Api, "/api/v1/plugins/hot/pause");

        Assert.Equal(403, (await api.PostAsync(pause, change: request => request.Headers.Add("Origin", "http://evil.example.com"))).Status);
        Assert.Equal(403, (await api.PostAsync(pause, change: request => request.Headers.Add("Origin", "null"))).Status);
        Assert.Equal(403, (await api.PostAsync(pause, change: request => request.Headers.Add("Sec-Fetch-Site", "cross-site"))).Status);
        Assert.Equal(403, (await api.PostAsync(pause, change: request => request.Headers.Host = "evil.example.com")).Status);
        Assert.Equal(403, (await api.SendAsync(HttpMethod.Get, "/", null, request => request.Headers.Host = "evil.example.com")).Status);
        Assert.Equal(415, (await api.PostAsync(pause, change: request => request.Content = new StringContent("", Encoding.UTF8, "text/plain"))).Status);
        Assert.Equal(415, (await api.PostAsync(pause, change: request => request.Content = null)).Status);
        Assert.Equal("serving", (await api.GetAsync("/api/v1/plugins/hot")).Body[0].GetProperty("state").GetString());
        Assert.False(File.Exists(Path.Combine(host.Daemon.State, "orders.json")));

        Assert.Equal(200, (await api.PostAsync(pause, change: request => request.Headers.Add("Origin", host.Daemon.Page.GetLeftPart(UriPartial.Authority)))).Status);
        Assert.Equal(200, (await api.PostAsync(pause, change: request => (request.Headers.Host, _) = ("ops.example.com", request.Headers.TryAddWithoutValidation("Origin", "https://ops.example.com")))).Status);
    }

    [Fact]
    public async Task A_read_only_host_shows_all_and_notes_what_it_denies()
    {
        await using var host = await ServedHost.StartAsync(node, null, "Http:ReadOnly=true");

        var answer = await host.Api.PostAsync("/api/v1/plugins/hot/pause");

        Assert.Equal((403, "urn:reworkerhost:problem:forbidden"), (answer.Status, answer["type"]));
        Assert.Contains("Http:ReadOnly", answer["detail"], StringComparison.Ordinal);
        Assert.Equal("serving", (await host.Api.GetAsync("/api/v1/plugins/hot")).Body[0].GetProperty("state").GetString());
        Assert.Contains("orders Pause hot: Denied", Assert.Single(host.Audit), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_others_reach_is_refused_without_a_token()
    {
        await using var daemon = Daemon.Prepare();

        Assert.Equal(2, await daemon.RunToEndAsync(node.Uri, "--set", "Http:Enabled=true", "--set", "Http:Url=http://0.0.0.0:8470"));

        await daemon.OutputHoldsAsync("Http:Url: http://0.0.0.0:8470 can be reached from other machines, and no token is set");
    }

    [Fact]
    public async Task A_host_with_a_certificate_is_served_by_TLS()
    {
        await using var daemon = Daemon.Prepare();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var (certificateFile, keyFile) = (Path.Combine(daemon.Folder, "server.pem"), Path.Combine(daemon.Folder, "server.key"));
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());

        await daemon.StartAsync(node.Uri, "--set", "Http:Enabled=true", "--set", "Http:Url=https://127.0.0.1:0", "--set", $"Http:CertificateFile={certificateFile}", "--set", $"Http:KeyFile={keyFile}");

        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, sent, _, _) => sent?.Thumbprint == certificate.Thumbprint };
        using var client = new HttpClient(handler) { BaseAddress = daemon.Page };
        Assert.Equal("https", daemon.Page.Scheme);
        Assert.Contains("\"health\":\"ok\"", await client.GetStringAsync("/api/v1/hosts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_port_is_taken_the_workers_serve_and_the_page_comes_when_it_is_free()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        await using var daemon = Daemon.Prepare();

        await daemon.StartAsync(node.Uri, "--set", "Http:Enabled=true", "--set", $"Http:Url={url}");

        await daemon.OutputHoldsAsync($"can't be served at {url}");
        await daemon.StatusHoldsAsync($"t be served at {url}");
        other.Stop();
        await daemon.OutputHoldsAsync($"The page: {url}");
        await daemon.StatusHoldsAsync("\"problems\": []");
        await Eventually.HoldsAsync(() => File.ReadAllText(Path.Combine(daemon.State, "ready.json")).Contains(url, StringComparison.Ordinal), "ready.json names the page");
        using var api = new ApiClient(new Uri(url));
        Assert.Equal(200, (await api.GetAsync("/health/ready")).Status);
    }
}
