using System.Text.Json.Serialization;

namespace ReWorkerHost.Management;

/// <summary>What became of an order.</summary>
/// <param name="Host">The host that says so.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Message">That in words: what holds now, or why not and what to do.</param>
internal sealed record ControlAnswer(string Host, ControlOutcome Outcome, string Message)
{
    /// <summary>It failed, so that an order which is given to one host after another goes no further. A host that does not have what it names has nothing to do.</summary>
    [JsonIgnore]
    public bool IsFailure => Outcome is not (ControlOutcome.Done or ControlOutcome.Unknown);

    /// <summary>The answer for a host that was left alone, because the order failed elsewhere before.</summary>
    public static ControlAnswer Skip(string host) => new(host, ControlOutcome.Skipped, "not ordered: an earlier host failed");
}
