using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Execution;

/// <summary>Reads a notification from JSON. All four keys are required (protocol, "Notifications").</summary>
internal static class NotificationReader
{
    /// <summary>Reads a notification, or says everything that is wrong with it.</summary>
    public static bool TryRead(JsonElement json, [NotNullWhen(true)] out Notification? notification, out string problem)
    {
        var problems = new List<string>();
        var slug = Text(json, "slug", problems);
        var message = Text(json, "message", problems);
        var phase = Text(json, "phase", problems);
        var target = new List<string>();
        if (json.TryGetProperty("target", out var list) && list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
        {
            target.AddRange(list.EnumerateArray().Select(item => item.GetString()!));
        }
        else
        {
            problems.Add("target: expected a list of strings");
        }

        problem = string.Join("; ", problems);
        notification = problems.Count == 0 ? new Notification(slug!, message!, phase!, target) : null;
        return notification is not null;
    }

    private static string? Text(JsonElement json, string key, List<string> problems)
    {
        if (json.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String) return value.GetString();
        problems.Add($"{key}: expected a string");
        return null;
    }
}
