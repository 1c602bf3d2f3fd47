using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ReWorkerHost.Tests.Http;

/// <summary>Calls the management API as a program would.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient client;

    public ApiClient(Uri page, string? token = null)
    {
        client = new HttpClient { BaseAddress = page, Timeout = TimeSpan.FromSeconds(60) };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<ApiAnswer> PostAsync(string path, string body = "", Action<HttpRequestMessage>? change = null) => SendAsync(HttpMethod.Post, path, body, change);

    public Task<ApiAnswer> PutAsync(string path, string body) => SendAsync(HttpMethod.Put, path, body);

    /// <summary>Orders something that must hold.</summary>
    public async Task OrderAsync(string path, string body = "")
    {
        var answer = await PostAsync(path, body);
        Assert.True(answer.Status == 200, $"{path}: {answer.Status} {answer.Body}");
    }

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, string? body, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        change?.Invoke(request);
        var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new ApiAnswer((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true ? JsonElement.Parse(text) : default, response);
    }

    /// <summary>Opens a stream of events.</summary>
    public async Task<EventReader> OpenAsync(string path)
    {
        var response = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new EventReader(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    public void Dispose() => client.Dispose();
}
