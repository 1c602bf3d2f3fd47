using System.Reflection;
using System.Runtime.Loader;

namespace ReWorkerHost.Loading;

/// <summary>One load context that is in memory. It holds the context weakly: it proves that the context is gone.</summary>
/// <param name="plugin">The plugin's name.</param>
/// <param name="version">The version of its main assembly.</param>
/// <param name="context">The context.</param>
internal sealed class LoadContextEntry(string plugin, string version, WeakReference context)
{
    /// <summary>The plugin's name.</summary>
    public string Plugin => plugin;

    /// <summary>The version of its main assembly.</summary>
    public string Version => version;

    /// <summary>Where it is in its life.</summary>
    public LoadContextState State { get; set; } = LoadContextState.Loaded;

    /// <summary>When its plugin was retired, as the clock's time stamp.</summary>
    public long RetiredAt { get; set; }

    /// <summary>An assembly was loaded into it.</summary>
    public bool Holds(Assembly assembly) => ReferenceEquals(context.Target, AssemblyLoadContext.GetLoadContext(assembly));

    /// <summary>Nothing points into it any more.</summary>
    public bool IsGone => !context.IsAlive;
}
