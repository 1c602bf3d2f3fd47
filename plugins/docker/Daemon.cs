using System.Net;
using System.Security.Authentication;
using System.Text.Json;
using Docker.DotNet;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Docker;

/// <summary>A server that is asked within a time limit, and whose failures are put into words.</summary>
internal sealed class Daemon(DockerServer server, IDockerClient client, DockerOptions options)
{
    /// <summary>What steps call it.</summary>
    public string Name => server.Name;

    /// <summary>Asks.</summary>
    /// <param name="what">What can't be done where it fails, such as <c>mycontainer can't be stopped</c>.</param>
    /// <param name="remedies">What to do about a status.</param>
    /// <param name="ask">Asks.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <param name="more">How much longer than usual it may take.</param>
    /// <exception cref="StepFailedException">It failed; the text says why, and what to do.</exception>
    public Task<T> AskAsync<T>(
        string what, IReadOnlyDictionary<HttpStatusCode, string> remedies, Func<IDockerClient, CancellationToken, Task<T>> ask, CancellationToken cancellationToken, TimeSpan more = default) =>
        LimitAsync(what, (status, _) => remedies.GetValueOrDefault(status), options.Timeout + more, "timeout", ask, cancellationToken);

    /// <summary>Asks for what takes long.</summary>
    /// <param name="what">What can't be done where it fails.</param>
    /// <param name="remedy">What to do about the server's words.</param>
    /// <param name="pull">Asks.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="StepFailedException">It failed; the text says why, and what to do.</exception>
    public Task PullAsync(string what, Func<string, string?> remedy, Func<IDockerClient, CancellationToken, Task> pull, CancellationToken cancellationToken) => LimitAsync(
        what,
        (_, words) => remedy(words),
        options.PullTimeout,
        "pull_timeout",
        async (docker, token) =>
        {
            await pull(docker, token).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    private async Task<T> LimitAsync<T>(
        string what, Func<HttpStatusCode, string, string?> remedies, TimeSpan most, string key, Func<IDockerClient, CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(most);
        try
        {
            return await ask(client, limit.Token).ConfigureAwait(false);
        }
        catch (DockerApiException exception)
        {
            var words = Words(exception);
            var remedy = remedies(exception.StatusCode, words) is { } known ? $": {known}" : "";
            throw new StepFailedException($"{what} on {server.Name}: {words}{remedy}");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new StepFailedException($"{what} on {server.Name}: there was no whole answer within {most.TotalSeconds} s ({DockerOptions.Path}.{key})");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException)
        {
            // Only the text: what is inside the exception may tell of credentials.
            var cause = exception.InnerException is AuthenticationException or IOException ? exception.InnerException : exception;
            throw new StepFailedException($"{what} on {server.Name}: it can't be spoken with at {server.Address.OriginalString}: {cause.Message}");
        }
    }

    /// <summary>The server's own words.</summary>
    private static string Words(DockerApiException exception)
    {
        var status = $"it answered {(int)exception.StatusCode}";
        try
        {
            using var body = JsonDocument.Parse(exception.ResponseBody ?? "");
            return body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("message", out var message) && message.GetString() is { Length: > 0 } text
                ? $"{(text.Length > 500 ? text[..500] : text).TrimEnd('.', '\n')} ({(int)exception.StatusCode})"
                : status;
        }
        catch (JsonException) // a proxy's page, say
        {
            return status;
        }
    }
}
