using ReWorkerHost.Journal;

namespace ReWorkerHost.Tests.Journal;

/// <summary>Jobs to be kept in journals.</summary>
internal static class Entries
{
    public static JournalEntry New(TimeProvider time, string correlationId = "release-1", string body = "{}", bool onCompletion = false) => new(
        Guid.NewGuid().ToString("N"), "service", "service", JobKey.Of("worker.service", correlationId, "replies", System.Text.Encoding.UTF8.GetBytes(body)), "Restart", time.GetUtcNow(),
        false, onCompletion);
}
