using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ReWorkerHost.Configuration;
using ReWorkerHost.Management;

namespace ReWorkerHost.Http;

/// <summary>The endpoints that change something. Each order is in the audit log, those that are refused too.</summary>
internal sealed class Actions(IFleet fleet, HostControl control, HttpSettings settings)
{
    private const string Json = "application/json";

    /// <summary>Adds them.</summary>
    public void MapTo(RouteGroupBuilder api)
    {
        Plain("pause", ControlVerb.Pause, "Takes no new steps; those that run go on.");
        Plain("resume", ControlVerb.Resume, "Takes steps again.");
        Plain("reload", ControlVerb.Reload, "Loads what lies in the plugins folder anew. What runs is retired when its steps have ended.");
        Order(api.MapPost("/drain", (HttpContext context, [FromQuery] string[]? host) => DrainAsync(context, null)), "Hosts", "drain", "Pauses every plugin, and waits until no step runs.").Accepts<DrainBody>(isOptional: true, Json);
        Order(api.MapPost("/plugins/{name}/drain", (HttpContext context, [FromRoute] string name, [FromQuery] string[]? host) => DrainAsync(context, name)), "Plugins", "drain", "Pauses the plugin, and waits until none of its steps runs.").Accepts<DrainBody>(isOptional: true, Json);
        Plugin("rollback", ControlVerb.RollBack, "Has the version that served before serve again, until the folder holds another one.");
        Plugin("enable", ControlVerb.Enable, "Switches the plugin on, whatever plugins.json says.");
        Plugin("disable", ControlVerb.Disable, "Switches the plugin off, whatever plugins.json says. Its steps are finished.");
        Order(api.MapPut("/workers/{name}/concurrency", ConcurrencyAsync), "Workers", "concurrency", "Changes how many steps of the worker run at a time.").Accepts<ConcurrencyBody>(Json);
        Order(api.MapPost("/jobs/{id}/cancel", (HttpContext context, [FromRoute] string id, [FromQuery] string[]? host) => PlainAsync(context, new ControlRequest(ControlVerb.Cancel, id))), "Jobs", "cancel", "Cancels the running step of the job. It is answered with failed and a text that says who has cancelled it.");

        void Plain(string word, ControlVerb verb, string description)
        {
            Order(api.MapPost($"/{word}", (HttpContext context, [FromQuery] string[]? host) => PlainAsync(context, new ControlRequest(verb))), "Hosts", word, $"Every plugin of the hosts: {char.ToLowerInvariant(description[0])}{description[1..]}");
            Plugin(word, verb, description);
        }

        void Plugin(string word, ControlVerb verb, string description) =>
            Order(api.MapPost($"/plugins/{{name}}/{word}", (HttpContext context, [FromRoute] string name, [FromQuery] string[]? host) => PlainAsync(context, new ControlRequest(verb, name))), "Plugins", word, description);
    }

    private static RouteHandlerBuilder Order(RouteHandlerBuilder endpoint, string group, string word, string description) => endpoint
        .Describe(group, $"{char.ToUpperInvariant(word[0])}{word[1..]}", $"{description} Answers when that holds. Without `host` it is for every host.")
        .Produces<ControlAnswer[]>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(415);

    private async Task<IResult> PlainAsync(HttpContext context, ControlRequest request)
    {
        await context.BodyAsync().ConfigureAwait(false);
        return await OrderAsync(context, request).ConfigureAwait(false);
    }

    private async Task<IResult> DrainAsync(HttpContext context, string? plugin)
    {
        var body = await context.BodyAsync("waitSeconds").ConfigureAwait(false);
        return await OrderAsync(context, new ControlRequest(ControlVerb.Drain, plugin, WaitSeconds: body.Number("waitSeconds"))).ConfigureAwait(false);
    }

    private async Task<IResult> ConcurrencyAsync(HttpContext context, [FromRoute] string name, [FromQuery] string[]? host)
    {
        var body = await context.BodyAsync("concurrency").ConfigureAwait(false);
        if (!body.ContainsKey("concurrency")) return Answers.Problem(StatusCodes.Status400BadRequest, "concurrency: it is missing, expected 1 to 1000, or null for what plugins.json says");
        var number = body.Integer("concurrency");
        if (number is < 1 or > 1000) return Answers.Problem(StatusCodes.Status400BadRequest, $"concurrency: {number} is not between 1 and 1000");
        return await OrderAsync(context, new ControlRequest(ControlVerb.SetConcurrency, name, number)).ConfigureAwait(false);
    }

    private async Task<IResult> OrderAsync(HttpContext context, ControlRequest request)
    {
        var hosts = context.Hosts();
        if (settings.ReadOnly) return Answers.Of([control.Deny(request, context.Caller(), "the management API is read-only here: Http:ReadOnly is true")]);
        return Answers.Of(await fleet.OrderAsync(request, hosts, context.Caller(), context.RequestAborted).ConfigureAwait(false));
    }
}
