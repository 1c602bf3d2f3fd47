using System.Text.Json;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Configuration;

/// <summary>Reads <c>plugins.json</c>. Its schema is <c>plugins.schema.json</c>.</summary>
internal static class PluginsFile
{
    private const string DefaultFolder = "plugins";
    private static readonly string[] WorkerKeys = ["enabled", "queue", "bindings", "concurrency", "timeout", "grace", "acknowledge", "queueType", "deadLetterExchange", "maxDeliveries", "outputLevel"];
    private static readonly string[] PluginKeys = ["startTimeout", "quarantine"];
    private static readonly string[] DefaultsKeys = [.. PluginKeys, "enabled", "concurrency", "timeout", "grace", "acknowledge", "queueType", "deadLetterExchange", "maxDeliveries", "outputLevel"];
    private static readonly double LongestSeconds = TimeSpan.FromDays(20).TotalSeconds; // under the longest that a timer takes

    /// <summary>Reads the file.</summary>
    /// <param name="path">Its path; a relative plugins folder in it is relative to it.</param>
    /// <exception cref="ConfigurationException">It can't be used; every error in it is named.</exception>
    public static HostConfiguration Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Parse(file, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(path, [$"it can't be read: {exception.Message} Name another file with --config."]);
        }
    }

    /// <summary>What holds where there is no file: the folder <c>plugins</c>, and the defaults.</summary>
    public static HostConfiguration Absent(string path) => new(FolderBeside(path, DefaultFolder), new PluginOverrides(), new WorkerOverrides(), NoPlugins());

    private static HostConfiguration Parse(Stream file, string path)
    {
        var errors = new List<string>();
        HostConfiguration configuration;
        try
        {
            using var document = JsonDocument.Parse(file, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            configuration = ReadFile(document.RootElement, path, errors);
        }
        catch (JsonException exception)
        {
            throw new ConfigurationException(path, [$"it is not JSON: {exception.Message}"]);
        }
        catch (InvalidOperationException exception) // an escape that holds half of a surrogate pair
        {
            throw new ConfigurationException(path, [$"it holds a string that is no text: {exception.Message}"]);
        }

        return errors.Count == 0 ? configuration : throw new ConfigurationException(path, errors);
    }

    private static HostConfiguration ReadFile(JsonElement json, string path, List<string> errors)
    {
        var file = new JsonObjectReader(json, "", ["$schema", "folder", "trust", "defaults", "plugins"], errors);
        file.Text("$schema");
        var folder = file.Text("folder") ?? DefaultFolder;
        if (string.IsNullOrWhiteSpace(folder)) errors.Add("folder: it is empty, expected a path");
        var trust = file.Choice<TrustMode>("trust") ?? TrustMode.Any;
        var defaults = file.Any("defaults") is { } given ? new JsonObjectReader(given, "defaults", DefaultsKeys, errors) : null;
        var pluginDefaults = defaults is null ? new PluginOverrides() : ReadWhole(defaults, errors);
        var workerDefaults = defaults is null ? new WorkerOverrides() : ReadWorker(defaults, errors);
        var plugins = NoPlugins();
        if (file.Any("plugins") is { } all)
        {
            foreach (var (name, value) in new JsonObjectReader(all, "plugins", known: null, errors).Values) plugins[name] = ReadPlugin(value, $"plugins.{name}", errors);
        }

        RefuseSharedQueues(plugins, errors);
        return new HostConfiguration(FolderBeside(path, folder), pluginDefaults, workerDefaults, plugins) { Trust = trust };
    }

    private static PluginOptions ReadPlugin(JsonElement json, string path, List<string> errors)
    {
        var plugin = new JsonObjectReader(json, path, [.. PluginKeys, .. WorkerKeys, "settings", "workers", "sha256"], errors);
        var workers = new Dictionary<string, WorkerOverrides>(StringComparer.OrdinalIgnoreCase);
        if (plugin.Any("workers") is { } all)
        {
            foreach (var (name, value) in new JsonObjectReader(all, plugin.PathOf("workers"), known: null, errors).Values)
            {
                workers[name] = ReadWorker(new JsonObjectReader(value, $"{path}.workers.{name}", WorkerKeys, errors), errors);
            }
        }

        var settings = plugin.Any("settings");
        if (settings is { ValueKind: not JsonValueKind.Object }) errors.Add($"{plugin.PathOf("settings")}: expected an object");
        return new PluginOptions(ReadWhole(plugin, errors), ReadWorker(plugin, errors), workers, settings?.GetRawText(), json.GetRawText()) { Pins = plugin.Hashes("sha256") ?? [] };
    }

    private static PluginOverrides ReadWhole(JsonObjectReader plugin, List<string> errors)
    {
        var start = plugin.Number("startTimeout", 0.1, LongestSeconds);
        if (plugin.Any("quarantine") is not { } given) return new PluginOverrides(start);
        var quarantine = new JsonObjectReader(given, plugin.PathOf("quarantine"), ["faults", "window", "backOff"], errors);
        return new PluginOverrides(
            start, quarantine.Integer("faults", 0, 1000), quarantine.Number("window", 0.1, LongestSeconds), quarantine.Number("backOff", 0.1, LongestSeconds));
    }

    private static WorkerOverrides ReadWorker(JsonObjectReader worker, List<string> errors)
    {
        var queue = worker.Name("queue");
        if (queue?.StartsWith("amq.", StringComparison.Ordinal) == true) errors.Add($"{worker.PathOf("queue")}: names that begin with \"amq.\" are the broker's own");
        return new WorkerOverrides(
            worker.Boolean("enabled"),
            queue,
            worker.Names("bindings"),
            worker.Integer("concurrency", 1, 1000),
            worker.Number("timeout", 0, LongestSeconds),
            worker.Number("grace", 0, LongestSeconds),
            worker.Choice<AcknowledgeMode>("acknowledge"),
            worker.Choice<QueueType>("queueType"),
            worker.Name("deadLetterExchange"),
            worker.Integer("maxDeliveries", 1, 1000),
            worker.Choice<OutputLevel>("outputLevel"));
    }

    /// <summary>Two workers at one queue would each get some of the other's steps.</summary>
    private static void RefuseSharedQueues(Dictionary<string, PluginOptions> plugins, List<string> errors)
    {
        var named = plugins.SelectMany(plugin => plugin.Value.Workers
            .Select(worker => (Path: $"plugins.{plugin.Key}.workers.{worker.Key}.queue", worker.Value.Queue))
            .Prepend((Path: $"plugins.{plugin.Key}.queue", plugin.Value.All.Queue)));
        foreach (var shared in named.Where(entry => entry.Queue is not null).GroupBy(entry => entry.Queue, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            errors.Add($"{string.Join(" and ", shared.Select(entry => entry.Path))}: both name the queue {shared.Key}: give each worker a queue of its own");
        }
    }

    private static Dictionary<string, PluginOptions> NoPlugins() => new(StringComparer.OrdinalIgnoreCase);

    private static string FolderBeside(string path, string folder) => Path.GetFullPath(folder, Path.GetDirectoryName(Path.GetFullPath(path))!);
}
