using System.ComponentModel;

namespace ReWorkerHost.Plugins.Fileops;

/// <summary>The parameters of <see cref="FileopsWorker.FindInFiles"/>.</summary>
public sealed record FindInFilesParameters : PathParameters
{
    /// <summary>An extended regular expression of POSIX.</summary>
    [Description("An extended regular expression of POSIX.")]
    public required string Regexp { get; init; }

    /// <summary>Whether upper and lower case are the same.</summary>
    [Description("Whether upper and lower case are the same.")]
    public bool CaseInsensitive { get; init; }

    /// <summary>Whether what is in folders is meant too, all the way down.</summary>
    [Description("Whether what is in folders is meant too.")]
    public bool Recursive { get; init; }
}
