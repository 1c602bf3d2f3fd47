using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Plugins.Output;

/// <summary>Replaces the lines of a message that match one of the redactions.</summary>
public sealed class Redactor(OutputOptions options, ILogger<Redactor> logger)
{
    /// <summary>What stands in place of a line.</summary>
    public const string Redacted = "[redacted]";

    private const int MostTimeOuts = 5;

    /// <summary>The message without what must not be read. A line that can't be decided in time is taken for one that matches.</summary>
    public string Redact(string message)
    {
        if (options.Redactions.Count == 0) return message;
        var result = new StringBuilder(message.Length);
        var timeOuts = 0;
        var rest = message.AsSpan();
        while (rest.Length > 0)
        {
            var length = rest.IndexOfAny('\r', '\n') is var found and >= 0 ? found : rest.Length;
            var line = rest[..length];
            // After some time-outs the message is taken for one that was made to cause them.
            if (line.Length > 0 && (timeOuts >= MostTimeOuts || IsSecret(line, ref timeOuts))) result.Append(Redacted);
            else result.Append(line);
            if (length < rest.Length) result.Append(rest[length++]);
            rest = rest[length..];
        }

        return result.ToString();
    }

    private bool IsSecret(ReadOnlySpan<char> line, ref int timeOuts)
    {
        foreach (var redaction in options.Redactions)
        {
            try
            {
                if (redaction.Matches(line)) return true;
            }
            catch (RegexMatchTimeoutException)
            {
                timeOuts++;
                logger.LogWarning("The redaction {Redaction} took too long for a line of {Length} characters, which is redacted: write it simpler", redaction, line.Length);
                return true;
            }
        }

        return false;
    }
}
