using System.Text.Json;
using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.Remote;

/// <summary>Which hosts a step runs on, in which order, and what is told of each.</summary>
[Collection(SshServerGroup.Name)]
public sealed class HostsTests(SshServer server) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Hosts_are_taken_in_their_order_each_once()
    {
        await using var fileops = await LoadAsync(server.ConfigFile);
        var sink = new RecordingSink();

        var outcome = await fileops.RunAsync("Touch", new { path = folder["x"] }, ["b.example.com", "localhost", SshServer.Host, "b.example.com"], sink);

        var done = $$"""{"outcome":"done","paths":["{{folder["x"]}}"]}""";
        Assert.Equal($$$"""{"hosts":{"b.example.com":{{{done}}},"localhost":{{{done}}},"a.example.com":{{{done}}}}}""", outcome.Completed());
        Assert.Equal(["b.example.com: done", "localhost: done", "a.example.com: done"], sink.Lines);
    }

    [Fact]
    public async Task A_host_that_can_not_be_reached_stops_the_step_and_each_host_is_told()
    {
        await using var fileops = await LoadAsync(folder.Write("config", $"Host closed.example.com\n  HostName 127.0.0.1\n  Port 1\nHost *\nInclude {server.ConfigFile}\n"));

        var outcome = await fileops.RunAsync("Touch", new { path = folder["x"] }, [SshServer.Host, "closed.example.com", "c.example.com", "localhost"]);

        Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
        var data = JsonElement.Parse(outcome.DataText()!);
        var error = data.GetProperty("error").GetString()!;
        Assert.StartsWith("closed.example.com: it can't be reached by ssh: ", error, StringComparison.Ordinal);
        Assert.Contains("Connection refused", error, StringComparison.Ordinal);
        Assert.EndsWith("; done: a.example.com; not begun: c.example.com, localhost", error, StringComparison.Ordinal);
        Assert.Equal(
            ["a.example.com done", "closed.example.com failed", "c.example.com not_begun", "localhost not_begun"],
            data.GetProperty("hosts").EnumerateObject().Select(host => $"{host.Name} {host.Value.GetProperty("outcome")}"));
    }

    [Fact]
    public async Task The_settings_say_how_a_host_is_reached()
    {
        await using var fileops = await PluginUnderTest.LoadAsync("fileops", Settings(server.KnownHostsFile, server.IdentityFile));

        Assert.Contains("done", await fileops.DoneAsync("Touch", new { path = folder["x"] }, "127.0.0.1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_with_another_key_and_one_that_does_not_know_ours_fail()
    {
        await using var stranger = await PluginUnderTest.LoadAsync("fileops", Settings(server.KnownHostsFile, server.StrangersIdentityFile));
        await using var misled = await PluginUnderTest.LoadAsync("fileops", Settings(server.WrongKnownHostsFile, server.IdentityFile));

        Assert.Contains("Permission denied", await stranger.FailureAsync("Touch", new { path = folder["x"] }, "127.0.0.1"), StringComparison.Ordinal);
        Assert.Contains("Host key verification failed", await misled.FailureAsync("Touch", new { path = folder["x"] }, "127.0.0.1"), StringComparison.Ordinal);
        Assert.False(File.Exists(folder["x"]));
    }

    [Theory]
    [InlineData("-oProxyCommand=touch {0}")]
    [InlineData("-F/tmp/config")]
    [InlineData("root@a.example.com")]
    [InlineData("ssh://a.example.com")]
    [InlineData("a.example.com -oProxyCommand=x")]
    [InlineData("a.example.com;touch {0}")]
    [InlineData("$(touch {0})")]
    [InlineData("a.example.com\n")]
    [InlineData("../a")]
    [InlineData(".")]
    [InlineData("")]
    public async Task What_is_no_host_is_refused(string host)
    {
        await using var fileops = await LoadAsync(server.ConfigFile);
        host = host.Replace("{0}", folder["ran"], StringComparison.Ordinal);

        Assert.StartsWith($"hosts: \"{host}\" can't be used: expected a host's name or address", await fileops.RefusalAsync("Touch", new { path = folder["x"] }, host), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task What_a_configuration_asks_for_that_would_hold_up_a_step_is_not_done()
    {
        await using var fileops = await LoadAsync(folder.Write("config", $"""
            Host *
              RemoteCommand echo no
              RequestTTY force
              ControlMaster auto
              ControlPath {folder["master"]}
              ControlPersist 600
              PermitLocalCommand yes
              LocalCommand touch {folder["ran"]}
              StrictHostKeyChecking no
              LocalForward 1 127.0.0.1:1
            Include {server.ConfigFile}

            """));

        await fileops.DoneAsync("Touch", new { path = folder["x"] }, SshServer.Host);

        Assert.Equal([folder["config"], folder["x"]], Directory.EnumerateFileSystemEntries(folder.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_shell_that_does_nothing_is_no_success()
    {
        await using var fileops = await LoadAsync(server.ConfigFile);
        using var shell = new StandIn(server, "sh", "echo This account is closed. >&2; exit 0");

        Assert.StartsWith(
            "a.example.com: the script was not run: This account is closed.: see that the user's shell there runs sh",
            await fileops.FailureAsync("Touch", new { path = folder["x"] }, SshServer.Host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shell_that_talks_first_and_one_that_is_not_dash_do_as_well()
    {
        await using var fileops = await LoadAsync(server.ConfigFile);
        using var shell = new StandIn(server, "sh", "echo Welcome; exec bash --posix \"$@\"");
        var file = folder.Write("one", "line\n");

        Assert.EndsWith("\"text\":\"line\"}],\"truncated\":false}", await fileops.DoneAsync("FindInFiles", new { path = file, regexp = "l" }, SshServer.Host), StringComparison.Ordinal);
        Assert.Equal($$"""{"outcome":"done","paths":["{{file}}"]}""", await fileops.DoneAsync("Move", new { path = file, to = folder["two"] }, SshServer.Host));
        Assert.NotEmpty(shell.Calls);
    }

    private Task<PluginUnderTest> LoadAsync(string configuration) =>
        PluginUnderTest.LoadAsync("fileops", new { folders = new[] { folder.Path }, ssh = new { config_file = configuration } });

    private object Settings(string knownHosts, string identity)
    {
        var known = folder.Write($"of this test/{Path.GetFileName(knownHosts)} {Path.GetFileName(identity)}", File.ReadAllText(knownHosts));
        return new
        {
            folders = new[] { folder.Path },
            local_hosts = new[] { "localhost" },
            ssh = new { user = server.User, port = server.Port, identity_file = identity, known_hosts = known, config_file = folder.Write("none", ""), connect_timeout = 5 },
        };
    }
}
