using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Servicenow;

/// <summary>An instance of ServiceNow, asked by its API. Its failures are put into words, without the password.</summary>
public sealed class Instance(ServicenowOptions options, HttpClient client)
{
    /// <summary>Asks.</summary>
    /// <param name="what">What is done, for messages, such as <c>CHG0001 can't be looked for</c>.</param>
    /// <param name="method">The method.</param>
    /// <param name="url">The address.</param>
    /// <param name="fields">What is sent, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>What is under <c>result</c>, or <see langword="null"/> where the instance says that there is no such record.</returns>
    /// <exception cref="StepFailedException">There is no answer, or one that means failure.</exception>
    internal async Task<JsonNode?> AskAsync(string what, HttpMethod method, Uri url, IReadOnlyDictionary<string, string>? fields, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Timeout);
        try
        {
            using var request = Build(method, url, fields);
            using var response = await client.SendAsync(request, limit.Token).ConfigureAwait(false);
            var text = await response.Content.ReadAsStringAsync(limit.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotFound && IsNoRecord(text)) return null;
            return response.IsSuccessStatusCode ? ResultOf(what, text) : throw new StepFailedException(Clean($"{what}: {Words(response, text)}"));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StepFailedException($"{what}: {url.Authority} gave no whole answer within {options.Timeout.TotalSeconds} s ({ServicenowOptions.Path}.timeout)");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // Only the text: what is inside the exception may tell of headers.
            var cause = exception.InnerException is AuthenticationException or IOException ? exception.InnerException : exception;
            throw new StepFailedException(Clean($"{what}: {url.Authority} gave no answer: {cause.Message}"));
        }
    }

    private HttpRequestMessage Build(HttpMethod method, Uri url, IReadOnlyDictionary<string, string>? fields)
    {
        var request = new HttpRequestMessage(method, url);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Credential());
        if (fields is not null) request.Content = new StringContent(JsonSerializer.Serialize(fields), Encoding.UTF8, "application/json");
        return request;
    }

    private string Credential() => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.User}:{options.Password}"));

    private static JsonNode ResultOf(string what, string text) =>
        Parse(text)?["result"] ?? throw new StepFailedException($"{what}: the answer is none of the API's: look whether the instance sleeps, and whether {ServicenowOptions.Path}.api_root_url is right");

    /// <summary>What the API tells where a query finds nothing; any other 404 means that the address is wrong.</summary>
    private static bool IsNoRecord(string text) => MessageOf(text)?.StartsWith("No Record found", StringComparison.OrdinalIgnoreCase) == true;

    private static string? MessageOf(string text) => (Parse(text)?["error"] as JsonObject)?["message"] is JsonValue value && value.TryGetValue<string>(out var message) ? message : null;

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException) // a page for people
        {
            return null;
        }
    }

    private static string Words(HttpResponseMessage response, string text)
    {
        var said = MessageOf(text) is { Length: > 0 } message ? $" ({(message.Length > 300 ? message[..300] : message)})" : "";
        return (int)response.StatusCode switch
        {
            401 => $"the instance does not take the user and the password{said}: correct servicenow_user and servicenow_password in {ServicenowOptions.Path}",
            403 => $"the user may not do this{said}: give it the rights for the table, or use another ({ServicenowOptions.Path}.servicenow_user)",
            404 => $"there is no such table or address{said}: correct api_root_url and the names of tables in {ServicenowOptions.Path}",
            429 => $"the instance is asked too often{said}: run the step again{Wait(response.Headers.RetryAfter)}",
            >= 300 and < 400 and var code => $"the instance answered {code}, and redirects are not followed: correct {ServicenowOptions.Path}.api_root_url",
            >= 500 and var code => $"the instance has trouble, it answered {code}{said}: run the step again later",
            var code => $"the instance answered {code}{said}",
        };
    }

    private static string Wait(RetryConditionHeaderValue? after) =>
        after?.Delta is { } delta ? string.Create(CultureInfo.InvariantCulture, $" in {delta.TotalSeconds} s") : " later";

    private string Clean(string text) =>
        text.Replace(Credential(), "[redacted]", StringComparison.Ordinal).Replace(options.Password, "[redacted]", StringComparison.Ordinal);
}
