using System.Net.NetworkInformation;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Loading;

namespace ReWorkerHost.Tests.Plugins.IrcNotify;

/// <summary>How the connection is made, lost, made again and ended.</summary>
public sealed class IrcConnectionTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly IrcServerNode server = new() { Password = "geheim" };

    public Task InitializeAsync() => server.InitializeAsync();

    public Task DisposeAsync() => server.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_server_with_a_password_and_TLS_is_used()
    {
        await using var watcher = await IrcWatcher.JoinAsync(server, "watcher", "#safe");
        await using var plugin = await LoadAsync(server.TlsPort, ("ssl", true), ("ca_file", server.CertificateFile));

        await plugin.TellAsync("safe", "#safe");

        await watcher.SeesAsync(" PRIVMSG #safe :safe");
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_and_one_of_another_server_are_refused()
    {
        await using var plugin = await LoadAsync(server.TlsPort, ("ssl", true), ("timeout", 2));
        await using var another = await LoadAsync(server.TlsPort, ("ssl", true), ("timeout", 2), ("ca_file", server.CertificateFile), ("server", "localhost"));

        var failures = await Task.WhenAll(plugin.FailAsync("x", "nobody"), another.FailAsync("x", "nobody"));

        Assert.Matches($"no connection to 127.0.0.1:{server.TlsPort} within 2 s: The remote certificate is invalid.*(PartialChain|UntrustedRoot)", failures[0]);
        Assert.Contains("RemoteCertificateNameMismatch", failures[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_said_and_not_shown()
    {
        await using var plugin = await LoadAsync(server.Port, ("password", "wrong-one"), ("timeout", 1.5));

        var failure = await plugin.FailAsync("x", "one", "two");

        Assert.Matches("^\"slug\" was not sent to one: no connection to [0-9.:]+ within 1.5 s: .*[Bb]ad password.*; two: no connection to .* [(]sent to 0 of 2[)]$", failure);
        Assert.DoesNotContain("wrong-one", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_restart_of_the_server_it_is_there_again()
    {
        await using var plugin = await LoadAsync(server.Port, ("channels", new[] { "#again" }));
        await plugin.TellAsync("before", "#again");
        await server.StopAsync();
        var waiting = plugin.TellAsync("meanwhile", "#again");
        await server.StartAsync();
        await waiting;

        await using var watcher = await IrcWatcher.JoinAsync(server, "watcher", "#again");
        await plugin.TellAsync("after", "#again");

        await watcher.SeesAsync(" PRIVMSG #again :after");
    }

    [Fact]
    public async Task A_server_that_hangs_is_left()
    {
        await using var watcher = await IrcWatcher.JoinAsync(server, "watcher", "#hang");
        await using var plugin = await LoadAsync(server.Port, ("channels", new[] { "#hang" }), ("keepalive", 0.5));
        await plugin.TellAsync("before", "#hang");
        var before = Connections();
        await server.HangAsync();
        try
        {
            await Eventually.HoldsAsync(() => before.Except(Connections()).Any(), "the connection is ended");
        }
        finally
        {
            await server.GoOnAsync();
        }

        await watcher.SeesAsync(" JOIN :#hang", times: 3); // the watcher's, and two of the plugin's
        await plugin.TellAsync("after", "#hang");
        await watcher.SeesAsync(" PRIVMSG #hang :after");
    }

    [Fact]
    public async Task A_retired_plugin_says_good_bye_and_goes_from_memory()
    {
        await using var watcher = await IrcWatcher.JoinAsync(server, "watcher", "#gone");
        folder.Install("ircnotify");
        var settings = $$"""{ "server": "127.0.0.1", "port": {{server.TlsPort}}, "ssl": true, "ca_file": "{{server.CertificateFile}}", "nick": "renotify", "password": "geheim" }""";
        var plugin = new UnloadedPlugin(folder);

        Assert.Equal("", await plugin.LiveAsync("Notify", """{ "slug": "s", "message": "text", "phase": "started", "target": ["#gone"] }""", settings));

        Assert.EndsWith("QUIT :\"The worker ends\"", await watcher.SeesAsync(" QUIT "), StringComparison.Ordinal);
        Assert.True(await plugin.IsGoneAsync(), "it stays in memory");
    }

    /// <summary>The ports on this side of the connections to the server.</summary>
    private List<int> Connections() =>
    [
        .. from connection in IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
           where connection.RemoteEndPoint.Port == server.Port && connection.State == TcpState.Established
           select connection.LocalEndPoint.Port,
    ];

    private Task<PluginUnderTest> LoadAsync(int port, params (string, object)[] settings) => Telling.LoadAsync(port, [("password", "geheim"), .. settings]);
}
