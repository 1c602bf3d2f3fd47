using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ReWorkerHost.Management;

namespace ReWorkerHost.Http;

/// <summary>The endpoints for whatever watches over the process. They need no token.</summary>
internal sealed class Health(Readiness readiness)
{
    /// <summary>Adds them.</summary>
    public void MapTo(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Json(new HealthReport("live", []), ManagementJson.Options))
            .Describe("Health", "The process lives", "Answers as long as the process does.").Produces<HealthReport>();
        routes.MapGet("/health/ready", Ready)
            .Describe("Health", "The host serves", "200 when the broker is connected, the journal can be written and every plugin in the folder was tried; else 503, with what is wrong.")
            .Produces<HealthReport>().Produces<HealthReport>(503);
    }

    private IResult Ready()
    {
        var problems = readiness.Obstacles();
        return Results.Json(
            new HealthReport(problems.Count == 0 ? "ready" : "notReady", problems), ManagementJson.Options,
            statusCode: problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
