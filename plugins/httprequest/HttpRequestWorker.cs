using System.Security.Authentication;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.HttpRequest;

/// <summary>Asks web servers that the host allows, and compares the status of the answer with the one that is expected.</summary>
[Worker("httprequest", Description = "Sends HTTP requests to hosts that are allowed.")]
public sealed class HttpRequestWorker(HttpRequestOptions options, HttpClient client) : Worker
{
    private PlannedRequest? planned;

    /// <inheritdoc/>
    public override void Validate(StepContext step, object? parameters)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (parameters is not HttpRequestParameters request) return;
        var read = PlannedRequest.Read(step.Subcommand, request);
        new Gate(options).Verify(read.Url, "url");
        planned = read;
    }

    /// <summary>Gets a page.</summary>
    [Subcommand(Description = "Gets a URL.")]
    public Task<Answer> Get(HttpRequestParameters parameters, StepContext step, CancellationToken cancellationToken) => SendAsync(step, cancellationToken);

    /// <summary>Puts content.</summary>
    [Subcommand(Description = "Puts content to a URL.")]
    public Task<Answer> Put(HttpRequestParameters parameters, StepContext step, CancellationToken cancellationToken) => SendAsync(step, cancellationToken);

    /// <summary>Posts content.</summary>
    [Subcommand(Description = "Posts content to a URL.")]
    public Task<Answer> Post(HttpRequestParameters parameters, StepContext step, CancellationToken cancellationToken) => SendAsync(step, cancellationToken);

    /// <summary>Deletes what is there.</summary>
    [Subcommand(Description = "Deletes what is at a URL.")]
    public Task<Answer> Delete(HttpRequestParameters parameters, StepContext step, CancellationToken cancellationToken) => SendAsync(step, cancellationToken);

    private async Task<Answer> SendAsync(StepContext step, CancellationToken cancellationToken)
    {
        if (planned is null) throw new InvalidOperationException($"{nameof(Validate)} must be called first: it decides whether the host may be asked.");
        var exchange = new Exchange(client, options, planned);
        var what = $"{planned.Method} {exchange.Place}";
        await step.Output.InfoAsync(what, cancellationToken).ConfigureAwait(false);
        var answer = await AskAsync(exchange, what, cancellationToken).ConfigureAwait(false);
        var said = $"{what} answered {answer.Code}";
        if (answer.Code == planned.Expected)
        {
            await step.Output.InfoAsync(said, cancellationToken).ConfigureAwait(false);
            return answer;
        }

        said = $"{said}, expected {planned.Expected}";
        await step.Output.ErrorAsync(said, cancellationToken).ConfigureAwait(false);
        throw new StepFailedException(said, new UnexpectedAnswer(said, answer.Code, planned.Expected, answer.Body));
    }

    private async Task<Answer> AskAsync(Exchange exchange, string what, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Timeout);
        try
        {
            return await exchange.RunAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StepFailedException($"{what} had no whole answer within {options.Timeout.TotalSeconds} s ({HttpRequestOptions.Path}.timeout)");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidDataException)
        {
            // Only the text: what is inside the exception may tell of headers.
            var cause = exception.InnerException is AuthenticationException or IOException ? exception.InnerException : exception;
            throw new StepFailedException(exchange.Clean($"{what} had no answer from {exchange.Place}: {cause.Message}"));
        }
    }
}
