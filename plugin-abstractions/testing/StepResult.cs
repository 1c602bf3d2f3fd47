using System.Text.Json;
using ReWorkerHost.Binding;

namespace ReWorkerHost.Testing;

/// <summary>All that left the host for one step.</summary>
public sealed record StepResult
{
    internal StepResult()
    {
    }

    /// <summary>The host's own id of the job; a reply after a fault names it.</summary>
    public required string JobId { get; init; }

    /// <summary>The replies in their order: <c>started</c> and <c>completed</c> or <c>failed</c>, or <c>failed</c> alone.</summary>
    public required IReadOnlyList<StepReply> Replies { get; init; }

    /// <summary>The worker's own output, in its order. What is under the output level is not in it.</summary>
    public required IReadOnlyList<SentOutput> Output { get; init; }

    /// <summary>The output that the host adds: <c>Starting ...</c> and <c>Finished ...</c>.</summary>
    public required IReadOnlyList<SentOutput> HostOutput { get; init; }

    /// <summary>The worker's own notifications, in their order.</summary>
    public required IReadOnlyList<SentNotification> Notifications { get; init; }

    /// <summary>The notifications that the host sent because the playbook asks for them (<see cref="StepOptions.Notify"/>).</summary>
    public required IReadOnlyList<SentNotification> HostNotifications { get; init; }

    /// <summary>The exceptions that are in the host's log: that of a worker that broke, or the inner one of a failure; <see langword="null"/> for none.</summary>
    public string? Fault { get; init; }

    /// <summary>The worker did not heed its token within its grace: it was answered without it, and may still run.</summary>
    public bool IsStuck { get; init; }

    /// <summary>The reply that ends the step.</summary>
    public StepReply Terminal => Replies[^1];

    /// <summary>The worker's code was entered: <c>started</c> was sent.</summary>
    public bool IsStarted => Replies.Count > 1;

    /// <summary>The step completed.</summary>
    public bool IsCompleted => Terminal.Status == "completed";

    /// <summary>Demands that the step completed.</summary>
    /// <returns>Its <c>data</c> as JSON text, or <see langword="null"/> where it has none.</returns>
    /// <exception cref="UnexpectedResultException">It failed; the text says why.</exception>
    public string? AssertCompleted() => IsCompleted ? Terminal.Data : throw Unexpected("complete");

    /// <summary>Demands that the step completed with data.</summary>
    /// <typeparam name="T">What to read the data as. Keys are read as the host writes them: <c>ExitCode</c> is <c>exit_code</c>.</typeparam>
    /// <exception cref="UnexpectedResultException">It failed, or has no data, or other data; the text says which.</exception>
    public T AssertCompleted<T>()
    {
        var data = AssertCompleted() ?? throw new UnexpectedResultException($"The step was expected to complete with data, and it completed without: {Terminal.Body}");
        try
        {
            return JsonSerializer.Deserialize<T>(data, ResultWriter.Options)!;
        }
        catch (JsonException exception)
        {
            throw new UnexpectedResultException($"The step's data can't be read as {typeof(T).Name} ({exception.Message}): {data}");
        }
    }

    /// <summary>Demands that the step began and failed.</summary>
    /// <returns>The <c>data</c> that says why: its text, or its JSON where it is no string.</returns>
    /// <exception cref="UnexpectedResultException">It completed, or was refused before it began; the text says which.</exception>
    public string AssertFailed() => IsStarted && !IsCompleted ? Reason : throw Unexpected("begin and fail");

    /// <summary>Demands that the step was refused before it began: <c>failed</c> is its only reply.</summary>
    /// <returns>The <c>data</c> that says why: its text, or its JSON where it is no string.</returns>
    /// <exception cref="UnexpectedResultException">It completed, or began and failed; the text says which.</exception>
    public string AssertRefused() => IsStarted ? throw Unexpected("be refused before it begins") : Reason;

    private string Reason => Terminal.Text ?? Terminal.Data ?? "";

    private UnexpectedResultException Unexpected(string expected) => new(
        $"The step was expected to {expected}, and its replies are {string.Join(", then ", Replies)}{(IsStuck ? " (it did not heed its token)" : "")}{(Fault is null ? "" : $"\n{Fault}")}");
}
