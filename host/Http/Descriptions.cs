using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ReWorkerHost.Http;

/// <summary>Says in the OpenAPI document what an endpoint is for.</summary>
internal static class Descriptions
{
    /// <summary>Describes an endpoint.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string group, string summary, string description) =>
        endpoint.WithTags(group).WithSummary(summary).WithDescription(description);
}
