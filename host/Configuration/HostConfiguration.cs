namespace ReWorkerHost.Configuration;

/// <summary>The content of <c>plugins.json</c>: which plugins run, and how.</summary>
/// <param name="PluginsFolder">The full path of the plugins folder.</param>
/// <param name="PluginDefaults">What holds for every plugin.</param>
/// <param name="Defaults">What holds for every worker.</param>
/// <param name="Plugins">What is said of single plugins, by name; names match ignoring case.</param>
internal sealed record HostConfiguration(
    string PluginsFolder, PluginOverrides PluginDefaults, WorkerOverrides Defaults, IReadOnlyDictionary<string, PluginOptions> Plugins)
{
    /// <summary>Which plugins are loaded.</summary>
    public TrustMode Trust { get; init; }

    /// <summary>What operators have ordered over it, by the plugin's name.</summary>
    public IReadOnlyDictionary<string, PluginOrder> Orders { get; init; } = new Dictionary<string, PluginOrder>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The plugins that are named.</summary>
    public IEnumerable<string> ConfiguredPlugins => Plugins.Keys;

    /// <summary>The plugin is not switched off as a whole.</summary>
    public bool IsEnabled(string plugin) => Orders.GetValueOrDefault(plugin)?.IsEnabled ?? Merged(plugin).Enabled ?? true;

    /// <summary>The plugin, or the host as a whole, is to take no steps.</summary>
    public bool IsPaused(string plugin) => Orders.GetValueOrDefault(plugin)?.IsPaused == true || Orders.GetValueOrDefault(PluginOrder.All)?.IsPaused == true;

    /// <summary>Both say the same of a plugin.</summary>
    public bool IsSameFor(string plugin, HostConfiguration other) =>
        ReferenceEquals(this, other)
        || (Trust == other.Trust && PluginDefaults == other.PluginDefaults && Defaults == other.Defaults
            && Plugins.GetValueOrDefault(plugin)?.Text == other.Plugins.GetValueOrDefault(plugin)?.Text);

    /// <summary>The hashes of the plugin's versions that are trusted.</summary>
    public IReadOnlyList<string> Pins(string plugin) => Plugins.GetValueOrDefault(plugin)?.Pins ?? [];

    /// <summary>The plugin's own settings as JSON text, or <see langword="null"/>.</summary>
    public string? SettingsJson(string plugin) => Plugins.GetValueOrDefault(plugin)?.SettingsJson;

    /// <summary>What the plugin is held to: its own object over the defaults.</summary>
    public PluginLimits Limits(string plugin) => (Plugins.GetValueOrDefault(plugin)?.Plugin.Over(PluginDefaults) ?? PluginDefaults).ToLimits();

    /// <summary>A queue or bindings are given for the plugin as a whole, which only one worker can have.</summary>
    public bool HasOwnQueue(string plugin) => Plugins.GetValueOrDefault(plugin)?.All is { } all && (all.Queue is not null || all.Bindings is not null);

    /// <summary>The plugin's workers that are named.</summary>
    public IEnumerable<string> ConfiguredWorkers(string plugin) => Plugins.GetValueOrDefault(plugin)?.Workers.Keys ?? [];

    /// <summary>How one worker is to be served: what is ordered over its own object over the plugin's over the defaults.</summary>
    public WorkerOptions Resolve(string plugin, string worker)
    {
        var own = Plugins.GetValueOrDefault(plugin)?.Workers.GetValueOrDefault(worker);
        var options = (own?.Over(Merged(plugin)) ?? Merged(plugin)).ToOptions();
        if (Orders.GetValueOrDefault(plugin) is not { } order) return options;
        return options with
        {
            // An order to run the plugin is one to run its workers; those that plugins.json switches off one by one stay off.
            Enabled = order.IsEnabled == true ? own?.Enabled ?? true : options.Enabled,
            Concurrency = order.Concurrency.TryGetValue(worker, out var ordered) ? ordered : options.Concurrency,
        };
    }

    private WorkerOverrides Merged(string plugin) => Plugins.GetValueOrDefault(plugin)?.All.Over(Defaults) ?? Defaults;
}
