using System.Text.Json;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Loading;

namespace ReWorkerHost.Tests.Plugins.Remote;

/// <summary>Nothing of a worker that has run a shell stays in memory when its plugin is retired.</summary>
public sealed class RemoteUnloadTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("fileops", "FindInFiles", "\"outcome\":\"done\"")]
    [InlineData("service", "Status", "there is no service reworkerhost-test-none here")]
    public async Task A_retired_plugin_is_collected(string name, string subcommand, string answer)
    {
        folder.Install(name);
        var plugin = new UnloadedPlugin(folder);
        var parameters = JsonSerializer.Serialize(new { path = folder.Write("file", "x\n"), regexp = "x", service = "reworkerhost-test-none" });
        var settings = name == "fileops" ? JsonSerializer.Serialize(new { folders = new[] { folder.Path } }) : """{ "services": ["*"], "manager": "service" }""";

        Assert.Contains(answer, await plugin.LiveAsync(subcommand, parameters, settings), StringComparison.Ordinal);

        Assert.True(await plugin.IsGoneAsync(), $"{name} stays in memory");
    }
}
