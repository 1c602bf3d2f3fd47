using ReWorkerHost.Configuration;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Configuration;

/// <summary>Reads texts as a <c>plugins.json</c> on disk.</summary>
internal static class PluginsFileText
{
    /// <summary>Reads a text that is right.</summary>
    public static HostConfiguration Read(string json)
    {
        using var folder = new TemporaryFolder();
        return PluginsFile.Read(folder.Write("plugins.json", json));
    }

    /// <summary>The errors of a text that is not.</summary>
    public static IReadOnlyList<string> Errors(string json) => Assert.Throws<ConfigurationException>(() => Read(json)).Errors;
}
