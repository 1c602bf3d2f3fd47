using System.Runtime.Versioning;
using Microsoft.Extensions.Logging.Abstractions;
using ReWorkerHost.Broker;

namespace ReWorkerHost.Tests.Faults;

/// <summary>One node of the cluster: its folder, its ports, its process while it runs.</summary>
internal sealed class ClusterNode : IAsyncDisposable
{
    // Three nodes on a small machine: one scheduler each, which does not spin while it waits.
    private const string Modest = "+S 1:1 +A 8 +sbwt none +sbwtdcpu none +sbwtdio none";

    private readonly BrokerFolder folder;
    private readonly NodeMark mark;
    private readonly BrokerPorts ports;
    private readonly Dictionary<string, string> environment;
    private NodeProcess? process;

    /// <summary>Makes the folder; nothing runs yet.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="epmd">The port of the epmd that the nodes share.</param>
    /// <param name="cookie">The cookie that they share.</param>
    [SupportedOSPlatform("linux")]
    public ClusterNode(string path, int epmd, string cookie)
    {
        Directory.CreateDirectory(Path.Combine(path, "home"));
        File.WriteAllText(Path.Combine(path, "password"), cookie);
        var secret = Path.Combine(path, "home", ".erlang.cookie");
        File.WriteAllText(secret, cookie);
        File.SetUnixFileMode(secret, UnixFileMode.UserRead);
        folder = BrokerFolder.Take(path);
        mark = new NodeMark(folder);
        ports = BrokerPorts.Choose(preferredAmqp: null) with { Epmd = epmd };
        environment = NodeEnvironment.For(folder, ports, mark);
        environment["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = Modest;
    }

    /// <summary>Its name among Erlang's nodes.</summary>
    public string Name => environment["RABBITMQ_NODENAME"];

    /// <summary>Where clients connect.</summary>
    public string Uri => $"amqp://{BrokerFolder.User}:{folder.Password}@127.0.0.1:{ports.Amqp}/";

    /// <summary>Where clients connect, as <c>host:port</c>.</summary>
    public string Address => $"127.0.0.1:{ports.Amqp}";

    /// <summary>Starts it, and waits until it serves. Without data it joins the nodes that are there.</summary>
    /// <param name="members">The names of the cluster's nodes.</param>
    [SupportedOSPlatform("linux")]
    public async Task StartAsync(IEnumerable<string> members)
    {
        folder.BeginNode();
        var cluster = $"{{cluster_nodes, {{[{string.Join(", ", members.Select(name => $"'{name}'"))}], disc}}}},";
        File.WriteAllText(folder.ConfigurationFile, File.ReadAllText(folder.ConfigurationFile).Replace("[{rabbit, [", $"[{{rabbit, [\n    {cluster}", StringComparison.Ordinal));
        process = NodeProcess.Start(NodeProcess.FindServer(Environment.GetEnvironmentVariable(NodeProcess.ServerVariable)), folder, environment);
        if (!await new NodeReadiness(new Uri(Uri), TimeProvider.System, NullLogger.Instance).WaitAsync(process.Exited, CancellationToken.None))
        {
            throw new InvalidOperationException($"The node {Name} ended before it served:\n{folder.LogTail()}");
        }
    }

    /// <summary>Ends it as a power failure would.</summary>
    public async Task KillAsync()
    {
        if (process is null) return;
        if (!process.Exited.IsCompleted) ProcessSignal.Send(process.Id, Signal.Kill);
        await process.Exited;
    }

    /// <summary>Ends all that it started, which may be the epmd of all.</summary>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await new NodeEnding(mark, TimeProvider.System, NullLogger.Instance).EndAsync();
        folder.Dispose();
    }
}
