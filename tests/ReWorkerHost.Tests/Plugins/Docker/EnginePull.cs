using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ReWorkerHost.Tests.Plugins.Docker;

/// <summary>Pulls of the fixture of a Docker Engine. What becomes of one lies in the image's name.</summary>
internal static class EnginePull
{
    /// <summary>Answers a pull: a status at once, or lines of JSON on the way.</summary>
    public static async Task AnswerAsync(HttpContext context, EngineState state, string image, string tag)
    {
        var response = context.Response;
        response.ContentType = "application/json";
        switch (image.Split('/')[^1])
        {
            case "denied":
                response.StatusCode = 404;
                await response.WriteAsync(EngineState.Message($"pull access denied for {image}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied").ToJsonString());
                return;
            case "plain":
                response.StatusCode = 500;
                await response.WriteAsync(EngineState.Message($"Get \"https://{image.Split('/')[0]}/v2/\": http: server gave HTTP response to HTTPS client").ToJsonString());
                return;
            case "page":
                response.StatusCode = 502;
                await response.WriteAsync("<html>Bad Gateway</html>");
                return;
        }

        await LineAsync(response, new JsonObject { ["status"] = $"Pulling from {image}", ["id"] = tag });
        await LineAsync(response, new JsonObject { ["status"] = "Pulling fs layer", ["progressDetail"] = new JsonObject(), ["id"] = "a3ed95caeb02" });
        for (var part = 1; part <= 100; part++)
        {
            await LineAsync(response, new JsonObject
            {
                ["status"] = "Downloading",
                ["progressDetail"] = new JsonObject { ["current"] = part * 1000, ["total"] = 100_000 },
                ["progress"] = "[=>      ]",
                ["id"] = "a3ed95caeb02",
            });
        }

        switch (image.Split('/')[^1])
        {
            case "broken":
                await LineAsync(response, new JsonObject { ["errorDetail"] = new JsonObject { ["message"] = "unexpected EOF" }, ["error"] = "unexpected EOF" });
                return;
            case "cut":
                context.Abort();
                return;
            case "endless":
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return;
        }

        await LineAsync(response, new JsonObject { ["status"] = "Pull complete", ["progressDetail"] = new JsonObject(), ["id"] = "a3ed95caeb02" });
        await LineAsync(response, new JsonObject { ["status"] = $"Digest: sha256:{new string('2', 64)}" });
        await LineAsync(response, new JsonObject { ["status"] = $"Status: Downloaded newer image for {image}:{tag}" });
        state.AddImage($"{image}:{tag}");
    }

    private static async Task LineAsync(HttpResponse response, JsonObject line)
    {
        await response.WriteAsync($"{line.ToJsonString()}\r\n");
        await response.Body.FlushAsync();
    }
}
