using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using ReWorkerHost.Configuration;
using ReWorkerHost.Http;
using ReWorkerHost.Management;
using ReWorkerHost.Monitoring;
using ReWorkerHost.Tests.Architecture;
using ReWorkerHost.Tests.Configuration;
using ReWorkerHost.Tests.Documentation;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Http;

/// <summary>Every endpoint is described.</summary>
[Collection(SecondNodeGroup.Name)]
public sealed class DescriptionTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private static readonly string[] Undescribed = ["/", "/page.js", "/page.css", "/icon.svg", "/openapi/{documentName}.json"];

    [Fact]
    public async Task Every_endpoint_is_in_the_OpenAPI_document_with_a_description()
    {
        var paths = (await shared.Host.Api.GetAsync("/openapi/v1.json")).Body.GetProperty("paths");

        Findings.None(
            from route in Routes()
            where !paths.TryGetProperty(route.Path, out var path) || !path.TryGetProperty(route.Method.ToLowerInvariant(), out var operation)
                || operation.GetProperty("description").GetString() is not { Length: > 20 }
            select $"{route.Method} {route.Path} is not described");
    }

    [Fact]
    public void Every_endpoint_is_in_the_documentation()
    {
        var page = new Document("docs/management-api.md").Text;

        Findings.None(
            from route in Routes()
            where !page.Contains($"| `{route.Method} {route.Path}` |", StringComparison.Ordinal)
            select $"docs/management-api.md has no row for {route.Method} {route.Path}");
    }

    [Fact]
    public void The_example_of_the_settings_lacks_nothing_but_its_files()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("appsettings.json", Assert.Single(new Document("docs/management-api.md").Blocks("json")));
        var settings = new ConfigurationBuilder().AddJsonFile(file).Build();

        Assert.All(Assert.Throws<ConfigurationException>(() => HttpSettings.Read(settings)).Errors, error => Assert.Contains("/etc/reworkerhost/", error, StringComparison.Ordinal));
    }

    private static IReadOnlyList<(string Method, string Path)> Routes()
    {
        var settings = HttpSettings.Read(Settings.Of());
        // The path for Prometheus is no part of the interface that is described; it has a page of its own.
        using var monitoring = new HostMonitoring(
            MonitoringSettings.Read(Settings.Of("Metrics:Enabled=false")), settings, null!, new HostIdentity("host", "id", DateTimeOffset.UnixEpoch), TimeProvider.System, NullLogger<HostMonitoring>.Instance);
        var site = new Site(
            settings, HttpCertificate.Read(settings), new Views(null!), new Actions(null!, null!, settings), new Streams(null!, null!, settings, TimeProvider.System), new Health(null!), new MetricsEndpoint(monitoring, null!), TimeProvider.System, NullLoggerFactory.Instance);
        var routes = ((IEndpointRouteBuilder)site.Build()).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.Metadata.OfType<HttpMethodMetadata>().Last().HttpMethods.Select(method => (method, endpoint.RoutePattern.RawText!)))
            .Where(route => !Undescribed.Contains(route.Item2)).ToList();
        Assert.Equal(25, routes.Count);
        return routes;
    }
}
