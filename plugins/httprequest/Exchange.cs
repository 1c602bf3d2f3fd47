using System.Net.Http.Headers;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.HttpRequest;

/// <summary>One step's way through requests and redirects to an answer.</summary>
internal sealed class Exchange(HttpClient client, HttpRequestOptions options, PlannedRequest planned)
{
    private const int MostRedirects = 10;

    private readonly Gate gate = new(options);
    private readonly Secrets secrets = new();
    private HttpMethod method = planned.Method;
    private Uri url = planned.Url;
    private bool hasContent = planned.Content is not null;

    /// <summary>Where it has come to, as others may read it: without user, password and query.</summary>
    public string Place => Describe(url);

    /// <summary>Sends the request, follows redirects where their status is not what is expected, and reads the answer.</summary>
    /// <exception cref="StepFailedException">A redirect can't be followed.</exception>
    /// <exception cref="HttpRequestException">There is no answer.</exception>
    public async Task<Answer> RunAsync(CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var request = Build();
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            var code = (int)response.StatusCode;
            if (code == planned.Expected || code is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            {
                return new Answer(code, await BodyText.ReadAsync(response.Content, secrets, cancellationToken).ConfigureAwait(false));
            }

            if (redirects == MostRedirects) throw new StepFailedException($"{planned.Method} {Describe(planned.Url)} was redirected more than {MostRedirects} times");
            Follow(code, location);
        }
    }

    /// <summary>A text of the system without what nobody may read.</summary>
    public string Clean(string text) => secrets.Redact(text);

    /// <summary>A URL as others may read it: without user, password and query.</summary>
    public static string Describe(Uri url) => url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    private HttpRequestMessage Build()
    {
        var request = new HttpRequestMessage(method, url);
        if (hasContent) request.Content = new ByteArrayContent(planned.Content!) { Headers = { ContentType = planned.ContentType } };
        if (secrets.AddUserInfo(url) is { } credential) request.Headers.Authorization = new AuthenticationHeaderValue("Basic", credential);
        // What is said of one host comes last, and so wins over what is said of all.
        foreach (var header in options.Headers.Where(header => header.Host is null || header.Host.Matches(url)).OrderBy(header => header.Host is not null))
        {
            secrets.AddHeader(header.Value);
            request.Headers.Remove(header.Name);
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        return request;
    }

    private void Follow(int code, Uri location)
    {
        var what = $"{planned.Method} {Describe(planned.Url)} was redirected";
        if (!Uri.TryCreate(url, location, out var next)) throw new StepFailedException($"{what} to what is no URL");
        if (next.Scheme != Uri.UriSchemeHttp && next.Scheme != Uri.UriSchemeHttps) throw new StepFailedException($"{what} to the scheme \"{next.Scheme}\", which can't be used");
        if (next.Scheme == Uri.UriSchemeHttp && url.Scheme == Uri.UriSchemeHttps) throw new StepFailedException($"{what} from https to http, which is not followed");
        gate.Verify(next, what);
        if ((code is 301 or 302 && method == HttpMethod.Post) || code == 303)
        {
            method = HttpMethod.Get;
            hasContent = false;
        }

        url = next;
    }
}
