namespace ReWorkerHost.Journal;

/// <summary>The journal can't be written: no job is accepted until it can.</summary>
internal sealed class JournalUnavailableException(string message) : Exception(message);
