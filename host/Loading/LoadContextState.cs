namespace ReWorkerHost.Loading;

/// <summary>Where a load context is in its life.</summary>
internal enum LoadContextState
{
    /// <summary>Its plugin is in use.</summary>
    Loaded,

    /// <summary>Its plugin was retired, and it is not known yet whether anything still points into it.</summary>
    Unloading,

    /// <summary>Its plugin was retired and something still points into it: its memory can't be given back.</summary>
    Leaked,
}
