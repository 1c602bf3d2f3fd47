using System.Reflection;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Binding;

namespace ReWorkerHost.Execution;

/// <summary>What an exception of a plugin's becomes. It is the plugin's own code that describes it, which may fail too.</summary>
internal static class ExceptionOutcome
{
    /// <summary>The outcome of a step that threw.</summary>
    public static StepOutcome Of(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        StepFailedException failure => Of(failure, StepOutcomeKind.Failed),
        OperationCanceledException when cancellationToken.IsCancellationRequested => new StepOutcome(StepOutcomeKind.Cancelled),
        TargetInvocationException { InnerException: { } inner } => new StepOutcome(StepOutcomeKind.Faulted, Text: inner.GetType().Name, Detail: Describe(exception)),
        _ => new StepOutcome(StepOutcomeKind.Faulted, Text: exception.GetType().Name, Detail: Describe(exception)),
    };

    /// <summary>The outcome of a step that says why it failed. Data that can't be written as JSON give way to the message.</summary>
    public static StepOutcome Of(StepFailedException failure, StepOutcomeKind kind)
    {
        var cause = failure.InnerException is { } inner ? Describe(inner) : null;
        try
        {
            return new StepOutcome(kind, failure.FailureData is { } data ? ResultWriter.Write(data) : null, failure.Message, cause);
        }
        catch (Exception exception)
        {
            return new StepOutcome(kind, null, failure.Message, $"{cause} The failure's data can't be written: {Describe(exception)}");
        }
    }

    /// <summary>The whole of an exception, for the log.</summary>
    public static string Describe(Exception exception)
    {
        try
        {
            return exception.ToString();
        }
        catch (Exception second)
        {
            return $"{exception.GetType()}, which failed to describe itself: {second.GetType()}";
        }
    }
}
