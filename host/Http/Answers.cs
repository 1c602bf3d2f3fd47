using Microsoft.AspNetCore.Http;
using ReWorkerHost.Management;

namespace ReWorkerHost.Http;

/// <summary>What is answered where a request can't be served: problem details (RFC 9457), whose detail tells the remedy.</summary>
internal static class Answers
{
    /// <summary>The media type of problem details.</summary>
    public const string MediaType = "application/problem+json";

    private static readonly Dictionary<int, (string Name, string Title)> Known = new()
    {
        [StatusCodes.Status400BadRequest] = ("invalid", "The request can't be understood"),
        [StatusCodes.Status401Unauthorized] = ("no-token", "A token is needed"),
        [StatusCodes.Status403Forbidden] = ("forbidden", "This is not allowed"),
        [StatusCodes.Status404NotFound] = ("unknown", "There is no such thing"),
        [StatusCodes.Status405MethodNotAllowed] = ("method", "This can't be done here"),
        [StatusCodes.Status409Conflict] = ("failed", "It was tried, and can't be done"),
        [StatusCodes.Status413PayloadTooLarge] = ("too-large", "The request is too large"),
        [StatusCodes.Status415UnsupportedMediaType] = ("not-json", "The request must be JSON"),
        [StatusCodes.Status500InternalServerError] = ("fault", "The host failed"),
        [StatusCodes.Status503ServiceUnavailable] = ("unavailable", "The host can't do this now"),
    };

    /// <summary>Problem details.</summary>
    public static IResult Problem(int status, string detail, IReadOnlyList<ControlAnswer>? answers = null)
    {
        var (name, title) = Known.GetValueOrDefault(status, ("other", $"Status {status}"));
        var extensions = answers is null ? null : new Dictionary<string, object?> { ["answers"] = answers };
        return Results.Problem(detail, null, status, title, $"urn:reworkerhost:problem:{name}", extensions);
    }

    /// <summary>Names that are known to no host.</summary>
    public static IResult Unknown(string detail) => Problem(StatusCodes.Status404NotFound, detail);

    /// <summary>What became of an order: 200 where it holds, else the problem that weighs most.</summary>
    public static IResult Of(IReadOnlyList<ControlAnswer> answers)
    {
        if (answers.Count == 0) return Unknown("no host answered to that name: see /api/v1/hosts");
        var failures = answers.Where(answer => answer is not { Outcome: ControlOutcome.Done }).Select(answer => answers.Count == 1 ? answer.Message : $"{answer.Host}: {answer.Message}");
        var detail = string.Join("; ", failures.Distinct());
        if (Has(ControlOutcome.Invalid)) return Problem(StatusCodes.Status400BadRequest, detail, answers);
        if (Has(ControlOutcome.Denied)) return Problem(StatusCodes.Status403Forbidden, detail, answers);
        if (Has(ControlOutcome.Failed)) return Problem(StatusCodes.Status409Conflict, detail, answers);
        return Has(ControlOutcome.Done) ? Results.Json(answers, ManagementJson.Options) : Problem(StatusCodes.Status404NotFound, detail, answers);

        bool Has(ControlOutcome outcome) => answers.Any(answer => answer is { Outcome: var said } && said == outcome);
    }
}
