using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Http;

/// <summary>Answers what an endpoint throws with problem details.</summary>
internal sealed class Faults(ILogger logger)
{
    /// <summary>Serves a request and answers for what it throws.</summary>
    public async Task ContainAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (RequestException exception) when (!context.Response.HasStarted)
        {
            await Answers.Problem(exception.Status, exception.Message).ExecuteAsync(context).ConfigureAwait(false);
        }
        catch (InvalidDataException exception) when (!context.Response.HasStarted)
        {
            await Answers.Problem(StatusCodes.Status500InternalServerError, exception.Message).ExecuteAsync(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return; // nobody waits for an answer
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            Log.Failed(logger, exception, context.Request.Method, context.Request.Path);
            await Answers.Problem(StatusCodes.Status500InternalServerError, $"{exception.GetType().Name}: see the host's log").ExecuteAsync(context).ConfigureAwait(false);
        }
    }

    /// <summary>Gives problem details to answers that have a status and nothing else.</summary>
    public static Task ExplainAsync(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Answers.Unknown($"there is nothing at {context.Request.Path}: /openapi/v1.json describes what there is").ExecuteAsync(context),
        StatusCodes.Status405MethodNotAllowed => Answers.Problem(StatusCodes.Status405MethodNotAllowed, $"{context.Request.Method} is not for {context.Request.Path}: allowed is {context.Response.Headers.Allow}").ExecuteAsync(context),
        var other => Answers.Problem(other, $"{context.Request.Method} {context.Request.Path} can't be served: /openapi/v1.json describes how to ask").ExecuteAsync(context),
    };
}
