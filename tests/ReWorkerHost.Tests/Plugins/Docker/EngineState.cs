using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace ReWorkerHost.Tests.Plugins.Docker;

/// <summary>The containers and images of the fixture of a Docker Engine, and its answers about them.</summary>
internal sealed class EngineState
{
    private readonly Lock turn = new();
    private readonly List<EngineContainer> containers = [];
    private readonly HashSet<string> images = [];

    /// <summary>The names of its containers.</summary>
    public IReadOnlyList<string> Names => [.. containers.Select(container => container.Name)];

    /// <summary>A container.</summary>
    public EngineContainer this[string name] => Assert.Single(containers, container => container.Name == name);

    /// <summary>A status that every creation of a container is answered with, or 0.</summary>
    public int CreationFailure { get; set; }

    /// <summary>Adds an image.</summary>
    public void AddImage(string name)
    {
        lock (turn) images.Add(name);
    }

    /// <summary>Whether an image is there.</summary>
    public bool HasImage(string name)
    {
        lock (turn) return images.Contains(name);
    }

    /// <summary>Adds a container.</summary>
    public EngineContainer Add(string name, string status = "created", JsonObject? body = null)
    {
        lock (turn)
        {
            var container = new EngineContainer(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)), name, body ?? new JsonObject { ["Image"] = "app:1.0" }) { Status = status };
            containers.Add(container);
            return container;
        }
    }

    /// <summary>An error as the API has it.</summary>
    public static JsonNode Message(string text) => new JsonObject { ["message"] = text };

    /// <summary>Answers a request.</summary>
    public (int Status, JsonNode? Body) Answer(string method, string[] path, IReadOnlyDictionary<string, string> query, JsonObject? body)
    {
        lock (turn)
        {
            return (method, path) switch
            {
                ("POST", ["containers", "create"]) => Create(query["name"], body!),
                (_, ["containers", var name, ..]) when Find(name) is null => (404, Message($"No such container: {name}")),
                ("GET", ["containers", var name, "json"]) => (200, Find(name)!.Inspect()),
                ("POST", ["containers", var name, "start"]) => Start(Find(name)!),
                ("POST", ["containers", var name, "stop"]) => Stop(Find(name)!),
                ("POST", ["containers", var name, "rename"]) => Rename(Find(name)!, query["name"]),
                ("DELETE", ["containers", var name]) => Remove(Find(name)!),
                ("DELETE", ["images", .. var parts]) => RemoveImage(string.Join('/', parts)),
                _ => (404, Message("page not found")),
            };
        }
    }

    private EngineContainer? Find(string name) => containers.FirstOrDefault(container => container.Name == name || container.Id == name);

    private (int, JsonNode?) Create(string name, JsonObject body)
    {
        if (CreationFailure > 0) return (CreationFailure, Message("invalid mount config"));
        var image = body["Image"]!.GetValue<string>();
        if (!images.Contains(image)) return (404, Message($"No such image: {image}"));
        if (Find(name) is { } there) return (409, Message($"Conflict. The container name \"/{name}\" is already in use by container \"{there.Id}\". You have to remove (or rename) that container to be able to reuse that name."));
        var created = Add(name, body: body.DeepClone().AsObject());
        return (201, new JsonObject { ["Id"] = created.Id, ["Warnings"] = new JsonArray("Your kernel does not support swap limit capabilities") });
    }

    private (int, JsonNode?) Start(EngineContainer container)
    {
        if (container.Status == "running") return (304, null);
        var ports = container.Body["HostConfig"]?["PortBindings"]?.ToJsonString() ?? "";
        if (ports.Contains("\"666\"", StringComparison.Ordinal)) return (500, Message("driver failed programming external connectivity on endpoint app: Bind for 0.0.0.0:666 failed: port is already allocated"));
        container.Status = "running";
        return (204, null);
    }

    private static (int, JsonNode?) Stop(EngineContainer container)
    {
        if (container.Status != "running") return (304, null);
        container.Status = "exited";
        return (204, null);
    }

    private (int, JsonNode?) Rename(EngineContainer container, string name)
    {
        if (Find(name) is not null) return (409, Message($"Conflict. The container name \"/{name}\" is already in use."));
        container.Name = name;
        return (204, null);
    }

    private (int, JsonNode?) Remove(EngineContainer container)
    {
        if (container.Status == "running") return (409, Message($"cannot remove container \"/{container.Name}\": container is running: stop the container before removing or force remove"));
        containers.Remove(container);
        return (204, null);
    }

    private (int, JsonNode?) RemoveImage(string name)
    {
        if (!images.Contains(name)) return (404, Message($"No such image: {name}"));
        if (containers.FirstOrDefault(container => container.Body["Image"]?.GetValue<string>() == name) is { } user)
        {
            return (409, Message($"conflict: unable to remove repository reference \"{name}\" (must force) - container {user.Id[..12]} is using its referenced image"));
        }

        images.Remove(name);
        return (200, new JsonArray(new JsonObject { ["Untagged"] = name }, new JsonObject { ["Deleted"] = $"sha256:{new string('1', 64)}" }));
    }
}
