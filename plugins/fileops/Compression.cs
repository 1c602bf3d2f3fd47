namespace ReWorkerHost.Plugins.Fileops;

/// <summary>How an archive is compressed.</summary>
public enum Compression
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>By <c>gzip</c>.</summary>
    Gzip,

    /// <summary>By <c>bzip2</c>.</summary>
    Bzip,
}
