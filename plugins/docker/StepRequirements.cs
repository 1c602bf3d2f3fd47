using System.Text.Json;
using System.Text.RegularExpressions;
using Docker.DotNet.Models;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Plugins.Command;

namespace ReWorkerHost.Plugins.Docker;

/// <summary>Holds a step's parameters against the rules and the settings, and keeps what is wrong until all of it can be told.</summary>
internal sealed partial class StepRequirements(DockerOptions options)
{
    private readonly List<string> problems = [];

    /// <summary>The server of a name or an address.</summary>
    public DockerServer? Server(string name)
    {
        const string Key = $"{DockerOptions.Path}.servers";
        var server = options.Servers.FirstOrDefault(server => server.Name == name) ?? options.Servers.FirstOrDefault(server => server.Address.OriginalString == name);
        if (options.Servers.Count == 0) problems.Add($"server_name: no server may be used: name those that may in {Key}");
        else if (server is null) problems.Add($"server_name: \"{name}\" may not be used: name it in {Key} to allow it");
        return server;
    }

    /// <summary>A container's name.</summary>
    public void Container(string name)
    {
        if (!ContainerNames().IsMatch(name)) problems.Add("container_name: expected letters, digits, _, . and -, two at least, the first of them a letter or a digit");
    }

    /// <summary>An image's name.</summary>
    public ImageName? Image(string text, string? registry = null)
    {
        var image = ImageName.Parse(text);
        if (image is null) problems.Add("image_name: expected an image's name, such as registry.example.com/team/app:1.0");
        if (registry is null) return image;
        var host = Scheme().Replace(registry, "").TrimEnd('/');
        if (!ImageName.IsRegistry(host)) problems.Add("insecure_registry: expected a registry, such as registry.example.com:5000 or http://registry.example.com");
        else if (image?.Registry is { } own && own != host) problems.Add("insecure_registry: the image's name has another registry: leave one of them out");
        return image is null ? null : image with { Registry = host };
    }

    /// <summary>The words of a command.</summary>
    public IReadOnlyList<string> Command(string text)
    {
        try
        {
            return WordSplitter.Split(text);
        }
        catch (FormatException exception)
        {
            problems.Add($"container_command: {exception.Message}");
            return [];
        }
    }

    /// <summary>A container's own ports.</summary>
    public IDictionary<string, EmptyStruct> Ports(IReadOnlyList<JsonElement> ports)
    {
        var read = new Dictionary<string, EmptyStruct>();
        for (var index = 0; index < ports.Count; index++)
        {
            if (Wiring.ReadPort(Wiring.TextOf(ports[index])) is { } port) read[port] = default;
            else problems.Add($"container_ports[{index}]: expected a port, such as 8080 or \"53/udp\"");
        }

        return read;
    }

    /// <summary>What a container sees of the server, and what leads to it.</summary>
    public Wiring ReadWiring(IReadOnlyDictionary<string, BindParameters>? binds, IReadOnlyDictionary<string, JsonElement>? ports)
    {
        var bound = new Dictionary<string, IList<PortBinding>>();
        foreach (var (key, value) in ports ?? new Dictionary<string, JsonElement>())
        {
            var (port, hostPort) = (Wiring.ReadPort(key), Wiring.ReadHostPort(value));
            if (port is null) problems.Add($"port_bindings: \"{key}\" is no port of a container, expected one such as 8080 or 53/udp");
            if (hostPort is null) problems.Add($"port_bindings.{key}: expected a port of the server, such as 8080 or \"127.0.0.1:8080\"");
            if (port is not null && hostPort is not null) bound[port] = [hostPort];
        }

        return new Wiring(binds is null ? null : [.. binds.Select(bind => Bind(bind.Key, bind.Value))], ports is null ? null : bound);
    }

    /// <summary>Says all that is wrong.</summary>
    /// <exception cref="StepFailedException">Something is.</exception>
    public void Conclude()
    {
        if (problems.Count > 0) throw new StepFailedException($"invalid parameters: {string.Join("; ", problems)}");
    }

    private string Bind(string source, BindParameters bind)
    {
        if (VolumeNames().IsMatch(source))
        {
            // A volume is the server's own affair, and leads to none of its files.
        }
        else if (HostFolder.ProblemOf(source) is { } problem) problems.Add($"container_binds: \"{source}\": {problem}");
        else if (!options.Binds.Any(folder => HostFolder.IsWithin(source, folder))) problems.Add($"container_binds: {source} may not be bound: name it in {DockerOptions.Path}.binds to allow it");
        if (HostFolder.ProblemOf(bind.Bind) is { } inner) problems.Add($"container_binds.{source}.bind: {inner}");
        return $"{source}:{bind.Bind}{(bind.Ro ? ":ro" : "")}";
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9][a-zA-Z0-9_.-]+\z")]
    private static partial Regex ContainerNames();

    [GeneratedRegex(@"\A[a-zA-Z0-9][a-zA-Z0-9_.-]+\z")]
    private static partial Regex VolumeNames();

    [GeneratedRegex(@"\Ahttps?://")]
    private static partial Regex Scheme();
}
