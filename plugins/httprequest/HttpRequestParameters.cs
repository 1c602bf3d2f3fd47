using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace ReWorkerHost.Plugins.HttpRequest;

/// <summary>The parameters of every subcommand. Their names are those of the Release Engine.</summary>
public sealed record HttpRequestParameters
{
    /// <summary>The URL; <c>http</c> or <c>https</c>, of a host that the settings allow.</summary>
    [Description("The URL, http or https.")]
    public required string Url { get; init; }

    /// <summary>The status that is expected, 100 to 599.</summary>
    [Description("The status that is expected."), Range(100, 599)]
    public int Code { get; init; } = 200;

    /// <summary>The content that is sent; not with <c>Get</c>.</summary>
    [Description("The content that is sent.")]
    public string? Content { get; init; }

    /// <summary>The content's type.</summary>
    [Description("The content's type.")]
    public string Contenttype { get; init; } = "text/plain; charset=utf-8";

    /// <summary>Whether the content is written in base64.</summary>
    [Description("Whether the content is in base64.")]
    public bool B64encoded { get; init; }
}
