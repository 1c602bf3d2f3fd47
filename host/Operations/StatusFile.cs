using System.Text.Json;
using ReWorkerHost.Workers;

namespace ReWorkerHost.Operations;

/// <summary>
/// What the daemon has made of its plugins, for other processes to read: <c>plugins.json</c> in the state folder. It is replaced whole,
/// and is there while the daemon runs.
/// </summary>
internal static class StatusFile
{
    /// <summary>The file's path.</summary>
    public static string PathIn(string stateFolder) => Path.Combine(stateFolder, "plugins.json");

    /// <summary>The file's content.</summary>
    /// <param name="plugins">The plugins.</param>
    /// <param name="inMemory">The versions that are in memory.</param>
    /// <param name="configurationProblems">What is wrong with what was asked.</param>
    /// <param name="problems">What keeps the host from its work.</param>
    /// <param name="urls">Where the management API and the page are served.</param>
    public static byte[] Render(
        IReadOnlyList<PluginStatus> plugins, IReadOnlyList<VersionInMemory> inMemory, IReadOnlyList<string> configurationProblems, IReadOnlyList<string> problems, IReadOnlyList<string> urls)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("pid", Environment.ProcessId);
            WriteTexts(json, "http", urls);
            json.WriteString("health", problems.Count == 0 ? "ok" : "degraded");
            WriteTexts(json, "problems", problems);
            WriteTexts(json, "configurationProblems", configurationProblems);
            json.WriteStartArray("plugins");
            foreach (var plugin in plugins) WritePlugin(json, plugin, inMemory.Count(version => version.Plugin == plugin.Name));
            json.WriteEndArray();
            json.WriteNumber("contextsAlive", inMemory.Count);
            json.WriteStartArray("retired");
            foreach (var version in inMemory.Where(version => version.IsRetired)) WriteRetired(json, version);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Writes the file whole, or not at all.</summary>
    public static void Write(string stateFolder, byte[] content)
    {
        var part = PathIn(stateFolder) + ".part";
        File.WriteAllBytes(part, content);
        File.Move(part, PathIn(stateFolder), overwrite: true);
    }

    /// <summary>Removes the file.</summary>
    public static void Remove(string stateFolder) => File.Delete(PathIn(stateFolder));

    private static void WritePlugin(Utf8JsonWriter json, PluginStatus plugin, int contexts)
    {
        json.WriteStartObject();
        json.WriteString("name", plugin.Name);
        json.WriteString("state", JsonNamingPolicy.CamelCase.ConvertName(plugin.State.ToString()));
        json.WriteString("version", plugin.Version);
        json.WriteString("hash", plugin.ContentHash);
        WriteTexts(json, "queues", plugin.Queues ?? []);
        json.WriteString("reason", plugin.Reason);
        json.WriteNumber("contextsAlive", contexts);
        json.WriteEndObject();
    }

    private static void WriteRetired(Utf8JsonWriter json, VersionInMemory version)
    {
        json.WriteStartObject();
        json.WriteString("plugin", version.Plugin);
        json.WriteString("version", version.Version);
        json.WriteString("state", version.IsLeaked ? "leaked" : "unloading");
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
