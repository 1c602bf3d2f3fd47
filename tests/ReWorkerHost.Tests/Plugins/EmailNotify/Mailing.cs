using ReWorkerHost.Abstractions;
using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.EmailNotify;

/// <summary>Has the worker emailnotify send.</summary>
internal static class Mailing
{
    /// <summary>Loads it for a server on loopback.</summary>
    /// <param name="port">The server's port.</param>
    /// <param name="settings">Its other settings.</param>
    public static Task<PluginUnderTest> LoadAsync(int port, params (string Key, object Value)[] settings)
    {
        var all = new Dictionary<string, object> { ["smtp_host"] = "127.0.0.1", ["smtp_port"] = port, ["smtp_from"] = "noreply@example.com", ["retry_after"] = 0.1 };
        foreach (var (key, value) in settings) all[key] = value;
        return PluginUnderTest.LoadAsync("emailnotify", all);
    }

    /// <summary>Sends a notification.</summary>
    public static Task<StepOutcome> TrySendAsync(this PluginUnderTest plugin, string slug, string message, params string[] target) =>
        plugin.Worker.NotifyAsync(new Notification(slug, message, "completed", target), CancellationToken.None);

    /// <summary>Sends a notification to everybody named.</summary>
    public static async Task SendAsync(this PluginUnderTest plugin, string slug, string message, params string[] target) =>
        Assert.Null((await plugin.TrySendAsync(slug, message, target)).Completed());

    /// <summary>Sends a notification that does not reach everybody, and gives what is said of it.</summary>
    public static async Task<string> FailAsync(this PluginUnderTest plugin, string slug, params string[] target) => (await plugin.TrySendAsync(slug, "text", target)).Failed();
}
