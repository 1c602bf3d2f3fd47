using System.Globalization;
using System.Text.Json;
using Docker.DotNet.Models;

namespace ReWorkerHost.Plugins.Docker;

/// <summary>What of a server a container sees and what leads to it, in the API's form; <see langword="null"/> where a step says nothing of it.</summary>
/// <param name="Binds">Folders and volumes.</param>
/// <param name="Ports">Ports of the server by ports of the container.</param>
internal sealed record Wiring(IList<string>? Binds, IDictionary<string, IList<PortBinding>>? Ports)
{
    /// <summary>A step says nothing of either.</summary>
    public bool IsEmpty => Binds is null && Ports is null;

    /// <summary>Whether a container that has these already need not be changed.</summary>
    public bool IsIn(HostConfig config)
    {
        var binds = Binds is null || Binds.Order(StringComparer.Ordinal).SequenceEqual((config.Binds ?? []).Order(StringComparer.Ordinal));
        return binds && (Ports is null || Flat(Ports).SequenceEqual(Flat(config.PortBindings ?? new Dictionary<string, IList<PortBinding>>())));
    }

    /// <summary>Puts them into a container's configuration.</summary>
    public void ApplyTo(CreateContainerParameters container)
    {
        container.HostConfig ??= new HostConfig();
        if (Binds is not null) container.HostConfig.Binds = Binds;
        if (Ports is null) return;
        container.HostConfig.PortBindings = Ports;
        container.ExposedPorts ??= new Dictionary<string, EmptyStruct>();
        foreach (var port in Ports.Keys) container.ExposedPorts[port] = default; // a port that is not exposed is not bound
    }

    /// <summary>Reads a container's port: a number or a text such as <c>53/udp</c>; <see langword="null"/> where it is none.</summary>
    public static string? ReadPort(string text)
    {
        var parts = text.Split('/');
        return parts.Length <= 2 && IsPort(parts[0]) && (parts.Length == 1 || parts[1] is "tcp" or "udp" or "sctp") ? $"{parts[0]}/{(parts.Length == 2 ? parts[1] : "tcp")}" : null;
    }

    /// <summary>Reads a server's port: a number, or a text such as <c>127.0.0.1:8080</c>; <see langword="null"/> where it is none.</summary>
    public static PortBinding? ReadHostPort(JsonElement value)
    {
        var text = TextOf(value);
        var colon = text.LastIndexOf(':');
        var (address, port) = colon < 0 ? ("", text) : (text[..colon].Trim('[', ']'), text[(colon + 1)..]);
        if (!IsPort(port) || (colon >= 0 && !System.Net.IPAddress.TryParse(address, out _))) return null;
        return new PortBinding { HostIP = address, HostPort = port };
    }

    /// <summary>A number or a string as text; empty where it is something else.</summary>
    public static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.String => value.GetString()!,
        _ => "",
    };

    private static bool IsPort(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535;

    private static IEnumerable<string> Flat(IDictionary<string, IList<PortBinding>> ports) =>
        ports.SelectMany(port => (port.Value ?? []).Select(binding => $"{port.Key} {binding.HostIP} {binding.HostPort}")).Order(StringComparer.Ordinal);
}
