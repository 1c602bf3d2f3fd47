using System.Text.Json;

namespace ReWorkerHost.Benchmarks;

/// <summary>Bodies of jobs, as the Release Engine sends them.</summary>
internal static class JobBody
{
    /// <summary>What a job of these benchmarks asks of <see cref="DeployWorker.Deploy"/>.</summary>
    /// <param name="padding">How many characters are added as a parameter that nobody reads.</param>
    public static byte[] Of(int padding = 0)
    {
        var parameters = new Dictionary<string, object>
        {
            ["command"] = "deploy",
            ["subcommand"] = nameof(DeployWorker.Deploy),
            ["hosts"] = new[] { "app01.example.com", "app02.example.com" },
            ["package"] = "megafrobber",
            ["version"] = "2.4.1-3",
            ["retries"] = 3,
            ["timeout"] = 60.0,
            ["mode"] = "rolling",
            ["tags"] = new[] { "blue", "eu-west" },
        };
        if (padding > 0) parameters["padding"] = new string('x', padding);
        var notify = new { started = new { irc = new[] { "#releases" } }, completed = new { email = new[] { "team@example.com" } } };
        return JsonSerializer.SerializeToUtf8Bytes(new { group = "megafrobber", parameters, dynamic = new { environment = "qa" }, notify });
    }
}
