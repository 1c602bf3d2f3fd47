using System.Text.Json;
using ReWorkerHost.Discovery;
using ReWorkerHost.Loading;

namespace ReWorkerHost.Tests.Fixtures;

/// <summary>A plugins folder that a test fills, and what the host makes of it as far as loaded plugins.</summary>
internal sealed class PluginsOnDisk : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<ILoadedPlugin> loaded = [];

    /// <summary>Makes an empty one.</summary>
    public PluginsOnDisk() => Directory.CreateDirectory(Path);

    /// <summary>The plugins folder.</summary>
    public string Path => folder["plugins"];

    /// <summary>Where plugins are loaded from.</summary>
    public string Shadow => folder["shadow"];

    /// <summary>A path in the plugins folder.</summary>
    public string this[params ReadOnlySpan<string> parts] => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Puts a plugin that the build made into a subfolder of its name.</summary>
    /// <param name="project">The project.</param>
    /// <param name="without">A file that is left out.</param>
    public void Copy(string project, string? without = null)
    {
        var from = Repository.Output(project);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(file => System.IO.Path.GetFileName(file) != without))
        {
            var copy = this[project, System.IO.Path.GetRelativePath(from, file)];
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>Compiles a plugin into a subfolder of its name.</summary>
    public string Compile(string name, string source, string version = "1.0.0.0") => PluginCompiler.Compile(name, source, this[name], version);

    /// <summary>Compiles a single-file fixture into a subfolder of its name.</summary>
    public string CompileFixture(string name) => PluginCompiler.CompileFixture(name, this[name]);

    /// <summary>Looks into the folder.</summary>
    public DiscoveryResult Scan() => new PluginsFolder(Path).Scan();

    /// <summary>Loads one plugin of the folder; it is retired with this.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="settings">An object that becomes its settings, or <see langword="null"/>.</param>
    public async Task<ILoadedPlugin> LoadAsync(string name, object? settings = null)
    {
        var scan = Scan();
        Assert.DoesNotContain(scan.Problems, problem => problem.Name == name);
        var descriptor = Assert.Single(scan.Plugins, plugin => plugin.Name == name);
        var plugin = await TestLoading.In(Shadow).LoadAsync(descriptor, settings is null ? null : JsonSerializer.Serialize(settings));
        loaded.Add(plugin);
        return plugin;
    }

    /// <summary>Compiles a single-file fixture and loads it.</summary>
    public Task<ILoadedPlugin> LoadFixtureAsync(string name, object? settings = null)
    {
        CompileFixture(name);
        return LoadAsync(name, settings);
    }

    /// <summary>Why a plugin of the folder is not loaded.</summary>
    public async Task<PluginLoadException> RefusalAsync(string name, object? settings = null) =>
        await Assert.ThrowsAsync<PluginLoadException>(() => LoadAsync(name, settings));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var plugin in loaded) await plugin.DisposeAsync();
        folder.Dispose();
    }
}
