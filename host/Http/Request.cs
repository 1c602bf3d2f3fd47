using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ReWorkerHost.Configuration;
using ReWorkerHost.Management;

namespace ReWorkerHost.Http;

/// <summary>Reads what a request asks. What it does not know is an error, because a mistyped name would else change what happens.</summary>
internal static class Request
{
    private const string CallerKey = "caller";

    /// <summary>Who asks.</summary>
    public static Caller Caller(this HttpContext context) => context.Items[CallerKey] as Caller ?? new Caller("anonymous", Origin(context));

    /// <summary>Notes who asks.</summary>
    public static void SetCaller(this HttpContext context, string name) => context.Items[CallerKey] = new Caller(name, Origin(context));

    /// <summary>Where it came from.</summary>
    public static string Origin(this HttpContext context) => $"http {context.Connection.RemoteIpAddress}";

    /// <summary>The hosts that are meant; none for all. Other names in the query must be known.</summary>
    public static IReadOnlyList<string> Hosts(this HttpContext context, params string[] others)
    {
        string[] known = ["host", .. others];
        foreach (var name in context.Request.Query.Keys.Where(name => !known.Contains(name, StringComparer.Ordinal)))
        {
            throw new RequestException(StatusCodes.Status400BadRequest, $"{name}: unknown parameter, {NearestName.Suggest(name, known)}");
        }

        return [.. context.Request.Query["host"].OfType<string>().Where(host => host.Length > 0)];
    }

    /// <summary>A text of the query; <see langword="null"/> where it is not given.</summary>
    public static string? Text(this HttpContext context, string name) => context.Request.Query[name] is [.., { Length: > 0 } text] ? text : null;

    /// <summary>A whole number of the query.</summary>
    public static int Number(this HttpContext context, string name, int otherwise, int least, int most)
    {
        if (context.Text(name) is not { } text) return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new RequestException(StatusCodes.Status400BadRequest, $"{name}: expected a whole number from {least} to {most}, got \"{text}\"");
    }

    /// <summary>The members of the body's object; empty where there is no body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="known">The members that may be there.</param>
    public static async Task<IReadOnlyDictionary<string, JsonElement>> BodyAsync(this HttpContext context, params string[] known)
    {
        using var stream = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(stream, context.RequestAborted).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception)
        {
            throw new RequestException(exception.StatusCode, exception.Message);
        }

        if (stream.Length == 0) return new Dictionary<string, JsonElement>();
        var body = Parse(stream.ToArray());
        if (body.ValueKind != JsonValueKind.Object) throw new RequestException(StatusCodes.Status400BadRequest, "the body is no JSON object: send {} or nothing where there is nothing to say");
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in body.EnumerateObject())
        {
            if (known.Length == 0) throw new RequestException(StatusCodes.Status400BadRequest, $"{member.Name}: unknown, nothing is expected in the body");
            if (!known.Contains(member.Name, StringComparer.Ordinal)) throw new RequestException(StatusCodes.Status400BadRequest, $"{member.Name}: unknown, {NearestName.Suggest(member.Name, known)}");
            members[member.Name] = member.Value;
        }

        return members;
    }

    /// <summary>A number of the body; <see langword="null"/> where it is not given, or is <c>null</c>.</summary>
    public static double? Number(this IReadOnlyDictionary<string, JsonElement> body, string name)
    {
        if (!body.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : throw new RequestException(StatusCodes.Status400BadRequest, $"{name}: expected a number, got {value.GetRawText()}");
    }

    /// <summary>A whole number of the body; <see langword="null"/> where it is not given, or is <c>null</c>.</summary>
    public static int? Integer(this IReadOnlyDictionary<string, JsonElement> body, string name)
    {
        if (body.Number(name) is null) return null;
        return body[name].TryGetInt32(out var number) ? number : throw new RequestException(StatusCodes.Status400BadRequest, $"{name}: expected a whole number, got {body[name].GetRawText()}");
    }

    private static JsonElement Parse(byte[] body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException exception)
        {
            throw new RequestException(StatusCodes.Status400BadRequest, $"the body is no JSON: {exception.Message}");
        }
    }
}
