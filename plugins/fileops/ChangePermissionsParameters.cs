using System.ComponentModel;
using System.Text.Json;

namespace ReWorkerHost.Plugins.Fileops;

/// <summary>The parameters of <see cref="FileopsWorker.ChangePermissions"/>.</summary>
public sealed record ChangePermissionsParameters : PathParameters
{
    /// <summary>The mode: a string, octal or symbolic. It is read as JSON so that a number, which YAML makes of 0644, gets an answer that helps.</summary>
    [Description("The mode, a string such as \"0644\" or \"u=rwX,go=rX\".")]
    public required JsonElement Mode { get; init; }

    /// <summary>Whether what is in folders is meant too, all the way down.</summary>
    [Description("Whether what is in folders is meant too.")]
    public bool Recursive { get; init; }
}
