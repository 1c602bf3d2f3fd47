using System.CommandLine;

namespace ReWorkerHost.Cli;

/// <summary>The options that <c>release</c> and <c>submit</c> have in common.</summary>
internal sealed class ReleaseOptions
{
    /// <summary>The longest time that a timer can wait, in seconds.</summary>
    private const double LongestTimeout = 4_000_000;

    private readonly DynamicOption dynamic;

    private readonly Option<double?> timeout = new("--timeout")
    {
        Description = "How long a step may take from the moment it is sent; without it, as long as it does.",
        HelpName = "SECONDS",
    };

    /// <summary>Makes the options and adds them to a command.</summary>
    public ReleaseOptions(Command command)
    {
        dynamic = new DynamicOption(command);
        timeout.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<double?>() is { } seconds and not (> 0 and <= LongestTimeout))
                result.AddError($"--timeout {seconds}: expected seconds, more than 0 and at most {LongestTimeout:0}");
        });
        command.Options.Add(timeout);
    }

    /// <summary>The dynamic values that were given.</summary>
    public IReadOnlyDictionary<string, string> Dynamic(ParseResult parsed) => dynamic.Values(parsed);

    /// <summary>The time-out of a step, where one was given.</summary>
    public TimeSpan? Timeout(ParseResult parsed) => parsed.GetValue(timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>Splits NAME=VALUE at its first equals sign; the name is empty where it has none.</summary>
    public static (string Name, string Value) Split(string pair)
    {
        var equals = pair.IndexOf('=');
        return equals < 0 ? ("", pair) : (pair[..equals], pair[(equals + 1)..]);
    }
}
