using System.Security.Cryptography.X509Certificates;

namespace ReWorkerHost.Plugins.Servicenow;

/// <summary>The plugin's settings: <c>plugins.servicenow.settings</c>. Their names are those of the Release Engine's worker.</summary>
public sealed record ServicenowOptions
{
    /// <summary>The key of the plugin's settings in <c>plugins.json</c>, for messages.</summary>
    public const string Path = "plugins.servicenow.settings";

    /// <summary>The root of the API, such as <c>https://example.service-now.com/api/now</c>; without it no step can run.</summary>
    public Uri? Root { get; init; }

    /// <summary>The import set table that change records are created by. Default: they are created in their own table.</summary>
    public Uri? Import { get; init; }

    /// <summary>The user.</summary>
    public string User { get; init; } = "";

    /// <summary>The user's password, a secret.</summary>
    public string Password { get; init; } = "";

    /// <summary>The table of change records. Default: <c>change_request</c>.</summary>
    public string ChangeTable { get; init; } = "change_request";

    /// <summary>The table of change tasks. Default: <c>change_task</c>.</summary>
    public string TaskTable { get; init; } = "change_task";

    /// <summary>Whether a change record that is looked for and missing is created. Default: it is not.</summary>
    public bool CreatesMissingChange { get; init; }

    /// <summary>Whether a change task that is looked for and missing is created. Default: it is not.</summary>
    public bool CreatesMissingTask { get; init; }

    /// <summary>The fields of a change record that is created.</summary>
    public IReadOnlyDictionary<string, string> ChangePayload { get; init; } = new Dictionary<string, string>();

    /// <summary>The fields of a change task that is created.</summary>
    public IReadOnlyDictionary<string, string> TaskPayload { get; init; } = new Dictionary<string, string>();

    /// <summary>How long after its creation a change record begins, or <see langword="null"/> where it gets no dates.</summary>
    public TimeSpan? StartAfter { get; init; }

    /// <summary>How long after its creation a change record ends, or <see langword="null"/> where it gets no dates.</summary>
    public TimeSpan? EndAfter { get; init; }

    /// <summary>How long an answer may take, 0.1 to 86400 s. Default: 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The certificates to trust in place of the system's. Default: the system's.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>Whether the proxy that the daemon's environment names is used. Default: none is.</summary>
    public bool UsesProxy { get; init; }

    /// <summary>The user alone.</summary>
    public override string ToString() => User;
}
