using System.Net.Http.Headers;
using System.Text;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.HttpRequest;

/// <summary>A request as a step wants it, checked.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Url">Its URL.</param>
/// <param name="Expected">The status that is expected.</param>
/// <param name="Content">The content, or <see langword="null"/> for none.</param>
/// <param name="ContentType">The content's type.</param>
internal sealed record PlannedRequest(HttpMethod Method, Uri Url, int Expected, byte[]? Content, MediaTypeHeaderValue? ContentType)
{
    /// <summary>Reads a step's parameters. Nothing that it says repeats the URL, which may hold a password.</summary>
    /// <exception cref="StepFailedException">They can't be used; the text says why, all of it.</exception>
    public static PlannedRequest Read(string subcommand, HttpRequestParameters parameters)
    {
        var method = HttpMethod.Parse(subcommand.ToUpperInvariant());
        var problems = new List<string>();
        if (!Uri.TryCreate(parameters.Url, UriKind.Absolute, out var url)) problems.Add("url: expected a whole URL, such as https://www.example.com/");
        else if (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps) problems.Add($"url: the scheme \"{url.Scheme}\" can't be used, expected http or https");
        if (parameters.Content is not null && method == HttpMethod.Get) problems.Add("content: Get sends none, use Put or Post");
        if (!MediaTypeHeaderValue.TryParse(parameters.Contenttype, out var type)) problems.Add("contenttype: expected a content type, such as application/json");
        byte[]? content = null;
        try
        {
            content = parameters switch
            {
                { Content: null } => null,
                { B64encoded: true } => Convert.FromBase64String(parameters.Content),
                _ => Encoding.UTF8.GetBytes(parameters.Content),
            };
        }
        catch (FormatException)
        {
            problems.Add("content: it is not in base64, as b64encoded says");
        }

        if (problems.Count > 0) throw new StepFailedException($"invalid parameters: {string.Join("; ", problems)}");
        return new PlannedRequest(method, url!, parameters.Code, content, type);
    }
}
