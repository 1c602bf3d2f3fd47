using ReWorkerHost.Loading;

namespace ReWorkerHost.Tests.Plugins.Remote;

/// <summary>The settings of the workers that work on hosts.</summary>
public sealed class RemoteSettingsTests
{
    private static readonly object Wrong = new { user = "-oX", port = 0, identity_file = "key", known_hosts = "/no/such/file", config_file = "/etc/pass\"wd", connect_timeout = "soon", password = "geheim" };

    [Fact]
    public async Task Everything_that_is_wrong_with_service_is_said_at_once()
    {
        var error = await Assert.ThrowsAsync<PluginLoadException>(() => PluginUnderTest.LoadAsync(
            "service", new { manager = "upstart", services = new[] { "nginx", "-x", "a/b" }, local_hosts = new[] { "a b" }, ssh = Wrong, hosts = 1 }));

        AssertNames(error, "service", "manager: expected auto, systemctl or service", "services[1]: expected", "services[2]: expected", "hosts: unknown");
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_fileops_is_said_at_once()
    {
        var error = await Assert.ThrowsAsync<PluginLoadException>(() => PluginUnderTest.LoadAsync(
            "fileops", new { folders = new[] { "/srv", "srv", "/", "/srv/../etc", "//." }, local_hosts = new[] { "a b" }, ssh = Wrong, hosts = 1 }));

        AssertNames(error, "fileops", "folders[1]: expected", "folders[2]: expected", "folders[3]: expected", "folders[4]: expected", "hosts: unknown");
    }

    [Theory]
    [InlineData("service")]
    [InlineData("fileops")]
    public async Task What_is_no_object_and_no_list_is_refused(string plugin)
    {
        var error = await Assert.ThrowsAsync<PluginLoadException>(() => PluginUnderTest.LoadAsync(plugin, new { ssh = "root@a", local_hosts = "localhost" }));

        Assert.Contains($"plugins.{plugin}.settings.ssh: expected an object with user, port, identity_file", error.Message, StringComparison.Ordinal);
        Assert.Contains($"plugins.{plugin}.settings.local_hosts: expected a list", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_settings_both_are_loaded_and_refuse_everything()
    {
        await using var service = await PluginUnderTest.LoadAsync("service");
        await using var fileops = await PluginUnderTest.LoadAsync("fileops", new { });

        Assert.Equal("service: no service may be touched: name those that may in plugins.service.settings.services", await service.RefusalAsync("Status", new { service = "nginx" }));
        Assert.Equal("path: no file may be touched: name the folders in which files may be in plugins.fileops.settings.folders", await fileops.RefusalAsync("Touch", new { path = "/tmp/x" }));
    }

    private static void AssertNames(PluginLoadException error, string plugin, params string[] own)
    {
        string[] shared =
        [
            "local_hosts[0]: expected a host's name", "ssh.user: expected", "ssh.port: expected a port, 1 to 65535", "ssh.identity_file: expected", "ssh.known_hosts: expected", "ssh.config_file: expected",
            "ssh.connect_timeout: expected whole seconds, 1 to 3600", "ssh.password: unknown, expected user",
        ];
        Assert.All(own.Concat(shared), problem => Assert.Contains($"plugins.{plugin}.settings.{problem}", error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("geheim", error.Message, StringComparison.Ordinal);
    }
}
