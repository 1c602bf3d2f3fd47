using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using ReWorkerHost.Configuration;

namespace ReWorkerHost.Http;

/// <summary>
/// Who may ask what. Without tokens only programs on this machine can call, and a web page that someone on it looks at must not be able to
/// use that: neither by a name that leads to loopback (DNS rebinding) nor from another site.
/// </summary>
internal sealed class AccessControl(HttpSettings settings, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(1);
    private readonly Lock gate = new();
    private long lastLine;

    /// <summary>Lets a request pass, or answers it.</summary>
    public async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        var refusal = Host(context.Request) ?? Site(context.Request) ?? Token(context);
        if (refusal is not var (status, reason))
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        Note(context, reason);
        if (status == StatusCodes.Status401Unauthorized) context.Response.Headers.WWWAuthenticate = "Bearer realm=\"reworkerhost\"";
        await Answers.Problem(status, reason).ExecuteAsync(context).ConfigureAwait(false);
    }

    private (int, string)? Host(HttpRequest request)
    {
        var host = request.Host.Host.Trim('[', ']');
        if (settings.NeedsToken && settings.AllowedHosts.Count == 0) return null; // another site has no token
        if (IsLoopback(host) || IsAllowed(host)) return null;
        return (StatusCodes.Status403Forbidden, $"the host is called \"{host}\": call it by 127.0.0.1 or localhost, or name it in Http:AllowedHosts");
    }

    /// <summary>Browsers send these headers, and a page can't change them. A form can't send JSON; a script of another site may not, because nothing allows it to.</summary>
    private (int, string)? Site(HttpRequest request)
    {
        if (!IsProtected(request.Path)) return null;
        if (request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none")) return (StatusCodes.Status403Forbidden, "the request comes from another site: use the page of this host, or a program");
        if (request.Headers.Origin.ToString() is { Length: > 0 } origin && !IsOwn(origin, request)) return (StatusCodes.Status403Forbidden, "the request comes from another site: use the page of this host, or a program");
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return null;
        var isJson = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);
        return isJson ? null : (StatusCodes.Status415UnsupportedMediaType, "an order needs the header Content-Type: application/json, also where it has no body");
    }

    private (int, string)? Token(HttpContext context)
    {
        if (!settings.NeedsToken || !IsProtected(context.Request.Path)) return null;
        var given = context.Request.Headers.Authorization.ToString();
        if (given.Length == 0) return (StatusCodes.Status401Unauthorized, "send a token of Http:Token in the header Authorization: Bearer <token>");
        var hash = given.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? AccessToken.HashOf(given[7..].Trim()) : [];
        AccessToken? found = null;
        foreach (var token in settings.Tokens) found = token.Is(hash) ? token : found; // all of them: how long it takes tells nothing
        if (found is null) return (StatusCodes.Status401Unauthorized, "the token is none of this host's: see Http:Token and Http:TokenFile");
        context.SetCaller(found.Name);
        return null;
    }

    private static bool IsProtected(PathString path) => path.StartsWithSegments("/api") || path.StartsWithSegments("/openapi") || path.StartsWithSegments("/metrics");

    /// <summary>The scheme is not compared: a reverse proxy in front may end TLS.</summary>
    private bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && (string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase) || IsAllowed(uri.Host));

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));

    private bool IsAllowed(string host) => settings.AllowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>One line a second at most: whoever guesses tokens must not fill the log.</summary>
    private void Note(HttpContext context, string reason)
    {
        lock (gate)
        {
            if (lastLine != 0 && time.GetElapsedTime(lastLine) < BetweenLines) return;
            lastLine = time.GetTimestamp();
        }

        Log.Refused(logger, context.Origin(), context.Request.Method, context.Request.Path, reason);
    }
}
