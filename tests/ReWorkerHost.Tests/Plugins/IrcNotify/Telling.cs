using ReWorkerHost.Abstractions;
using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.IrcNotify;

/// <summary>Has the worker ircnotify send.</summary>
internal static class Telling
{
    /// <summary>Loads it for a server on loopback.</summary>
    public static Task<PluginUnderTest> LoadAsync(int port, params (string Key, object Value)[] settings)
    {
        var all = new Dictionary<string, object> { ["server"] = "127.0.0.1", ["port"] = port, ["nick"] = "renotify", ["interval"] = 0 };
        foreach (var (key, value) in settings) all[key] = value;
        return PluginUnderTest.LoadAsync("ircnotify", all);
    }

    /// <summary>Sends a notification.</summary>
    public static Task<StepOutcome> TryTellAsync(this PluginUnderTest plugin, string message, params string[] target) =>
        plugin.Worker.NotifyAsync(new Notification("slug", message, "completed", target), CancellationToken.None);

    /// <summary>Sends a notification to everybody named.</summary>
    public static async Task TellAsync(this PluginUnderTest plugin, string message, params string[] target) => Assert.Null((await plugin.TryTellAsync(message, target)).Completed());

    /// <summary>Sends a notification that does not reach everybody, and gives what is said of it.</summary>
    public static async Task<string> FailAsync(this PluginUnderTest plugin, string message, params string[] target) => (await plugin.TryTellAsync(message, target)).Failed();
}
