using System.Text.Json;

namespace ReWorkerHost.Operations;

/// <summary>
/// Tells other processes of this user that the daemon serves, where its page is and, where it runs a private broker, how to reach that. It is
/// <c>ready.json</c> in the state folder, readable by its owner only.
/// </summary>
internal static class ReadyFile
{
    /// <summary>The file's path.</summary>
    public static string PathIn(string stateFolder) => Path.Combine(stateFolder, "ready.json");

    /// <summary>Writes the file whole, or not at all.</summary>
    /// <param name="stateFolder">The state folder.</param>
    /// <param name="broker">The private broker's URI; <see langword="null"/> where a broker is configured, whose password does not belong into a file.</param>
    /// <param name="urls">Where the management API and the page are served.</param>
    public static void Write(string stateFolder, string? broker, IReadOnlyList<string> urls)
    {
        var part = PathIn(stateFolder) + ".part";
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (var stream = new FileStream(part, options))
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("pid", Environment.ProcessId);
            json.WriteString("broker", broker);
            json.WriteStartArray("http");
            foreach (var url in urls) json.WriteStringValue(url);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        File.Move(part, PathIn(stateFolder), overwrite: true);
    }

    /// <summary>The private broker's URI, or <see langword="null"/> where no daemon serves or it has none.</summary>
    public static string? ReadBroker(string stateFolder)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(PathIn(stateFolder)));
            return json.RootElement.GetProperty("broker").GetString();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Removes the file.</summary>
    public static void Remove(string stateFolder) => File.Delete(PathIn(stateFolder));
}
