using ReWorkerHost.Execution;

namespace ReWorkerHost.Testing;

/// <summary>What became of an output message or a notification. Nobody is answered: a failure is in the host's log only.</summary>
public sealed record MessageResult
{
    private MessageResult()
    {
    }

    /// <summary>The worker took it.</summary>
    public required bool IsTaken { get; init; }

    /// <summary>Why it did not: the text of a <see cref="Abstractions.StepFailedException"/>, the type of any other exception, or <see langword="null"/>.</summary>
    public string? Failure { get; init; }

    /// <summary>The exceptions that are in the host's log, or <see langword="null"/>.</summary>
    public string? Fault { get; init; }

    /// <summary>Demands that the worker took it.</summary>
    /// <exception cref="UnexpectedResultException">It did not; the text says why.</exception>
    public void AssertTaken()
    {
        if (!IsTaken) throw new UnexpectedResultException($"The message was expected to be taken, and the worker failed: {Failure}\n{Fault}");
    }

    /// <summary>Demands that the worker failed.</summary>
    /// <returns>Why.</returns>
    /// <exception cref="UnexpectedResultException">It took the message.</exception>
    public string AssertFailed() => Failure ?? throw new UnexpectedResultException("The worker was expected to fail, and it took the message.");

    internal static MessageResult Of(StepOutcome outcome) => outcome.Kind == StepOutcomeKind.Completed
        ? new MessageResult { IsTaken = true }
        : new MessageResult { IsTaken = false, Failure = outcome.Text ?? (outcome.Kind == StepOutcomeKind.Cancelled ? "cancelled" : "no reason was given"), Fault = outcome.Detail };
}
