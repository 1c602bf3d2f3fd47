using ReWorkerHost.Abstractions;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.Output;

/// <summary>The worker output with a folder of its own.</summary>
internal sealed class OutputUnderTest : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private PluginUnderTest? plugin;

    /// <summary>The folder that it writes to.</summary>
    public string Folder => folder["output"];

    /// <summary>The names of the files in it.</summary>
    public IReadOnlyList<string> Files => [.. Directory.EnumerateFileSystemEntries(Folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    /// <summary>Loads it.</summary>
    public static async Task<OutputUnderTest> LoadAsync(IReadOnlyList<string>? redactions = null, long? maxBytes = null, int keep = 5)
    {
        var output = new OutputUnderTest();
        var settings = new Dictionary<string, object> { ["output_dir"] = output.Folder, ["redactions"] = redactions ?? [], ["keep"] = keep };
        if (maxBytes is { } most) settings["max_bytes"] = most;
        output.plugin = await PluginUnderTest.LoadAsync("output", settings);
        return output;
    }

    /// <summary>A path in its folder.</summary>
    public string this[string name] => Path.Combine(Folder, name);

    /// <summary>What is in one of its files.</summary>
    public string Text(string name) => File.ReadAllText(this[name]);

    /// <summary>Hands it a message.</summary>
    public Task<StepOutcome> TryWriteAsync(string? id, string message) => plugin!.Worker.WriteAsync(new OutputMessage(id, "noop", message), CancellationToken.None);

    /// <summary>Hands it a message, which it takes.</summary>
    public async Task WriteAsync(string? id, string message) => Assert.Equal(new StepOutcome(StepOutcomeKind.Completed), await TryWriteAsync(id, message));

    public async ValueTask DisposeAsync()
    {
        if (plugin is not null) await plugin.DisposeAsync();
        folder.Dispose();
    }
}
