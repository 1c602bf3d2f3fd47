using ReWorkerHost.Cli;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Workers;

namespace ReWorkerHost.Tests.Fleet;

/// <summary>Two hosts, blue and green, at one broker with the same plugin, and an operator at a third place.</summary>
internal sealed class TwoHosts : IAsyncDisposable
{
    public const string Secret = "a secret of more than 16 characters";
    private readonly RabbitMqNode node;
    private readonly string place = Directory.CreateTempSubdirectory("reworkerhost-operator-").FullName;

    private TwoHosts(RabbitMqNode node, HotDaemon blue) => (this.node, Blue) = (node, blue);

    public HotDaemon Blue { get; }

    public Daemon Green { get; } = Daemon.Prepare();

    public string GreenDll => Path.Combine(Green.Plugins, "hot", "hot.dll");

    /// <summary>Starts both.</summary>
    /// <param name="node">The broker.</param>
    /// <param name="secret">The hosts' secret, or none.</param>
    /// <param name="more">More arguments of blue.</param>
    public static async Task<TwoHosts> StartAsync(RabbitMqNode node, string? secret = Secret, params string[] more)
    {
        var hosts = new TwoHosts(node, await HotDaemon.PrepareAsync(node));
        Directory.CreateDirectory(hosts.Blue.Folder);
        Directory.CreateDirectory(Path.GetDirectoryName(hosts.GreenDll)!);
        var dll = hosts.Blue.Compile("1");
        File.Copy(dll, hosts.Blue.Dll);
        File.Copy(dll, hosts.GreenDll);
        await Task.WhenAll(hosts.Blue.StartAsync([.. Arguments("blue", secret), .. more]), hosts.Green.StartAsync(node.Uri, Arguments("green", secret)));
        return hosts;
    }

    public static string[] Arguments(string name, string? secret) => ["--set", $"Host:Name={name}", .. secret is null ? Array.Empty<string>() : ["--set", $"Fleet:Secret={secret}"]];

    /// <summary>Runs a command as an operator who has the secret.</summary>
    public Task<(int Code, string Text)> OperateAsync(params string[] command) => OperateAsync(Secret, command);

    /// <summary>Runs a command as an operator.</summary>
    public async Task<(int Code, string Text)> OperateAsync(string? secret, string[] command)
    {
        using var output = new StringWriter();
        var root = CommandTree.Create(RunCommand.Create());
        string[] arguments = [.. command, .. command.Contains("red") ? Array.Empty<string>() : ["--wait", "20"], "--state", place, "--broker", node.Uri, .. secret is null ? Array.Empty<string>() : ["--set", $"Fleet:Secret={secret}"]];
        var parsed = root.Parse(arguments);
        Assert.Empty(parsed.Errors);
        var code = await parsed.InvokeAsync(new() { Output = output, Error = output });
        return (code, output.ToString());
    }

    /// <summary>Runs a command that is to succeed, and gives what it prints.</summary>
    public async Task<string> DoAsync(params string[] command)
    {
        var (code, text) = await OperateAsync(command);
        Assert.True(code == 0, $"{string.Join(' ', command)} ended with {code}:\n{text}\n{Blue.Daemon.Output}\n{Green.Output}");
        return text;
    }

    public async ValueTask DisposeAsync()
    {
        await Blue.DisposeAsync();
        await Green.DisposeAsync();
        Directory.Delete(place, recursive: true);
    }
}
