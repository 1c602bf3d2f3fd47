namespace ReWorkerHost.Execution;

/// <summary>The end of a step, as bytes and text: no object of the plugin's is in it, so that nothing pins its load context.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="Data">The reply's <c>data</c> as JSON, or <see langword="null"/> for none.</param>
/// <param name="Text">What the release engineer reads where it did not complete; <see langword="null"/> where <paramref name="Data"/> says it.</param>
/// <param name="Detail">The whole exception, for the host's log.</param>
internal sealed record StepOutcome(StepOutcomeKind Kind, byte[]? Data = null, string? Text = null, string? Detail = null)
{
    /// <summary>All that is known of why it did not complete, for the host's log.</summary>
    public string Why => Detail is null ? Text ?? "no reason was given" : Text is null ? Detail : $"{Text} {Detail}";

    /// <summary>The step's parameters are bad: each problem names a key.</summary>
    public static StepOutcome Refuse(IEnumerable<string> problems) => new(StepOutcomeKind.Refused, Text: $"invalid parameters: {string.Join("; ", problems)}");
}
