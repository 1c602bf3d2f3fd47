namespace ReWorkerHost.Abstractions;

/// <summary>A notification, as the Release Engine's notification workers take it.</summary>
/// <param name="Slug">A short form, at most 80 characters.</param>
/// <param name="Message">The whole text.</param>
/// <param name="Phase">The phase it tells of: <c>started</c>, <c>completed</c> or <c>failed</c>.</param>
/// <param name="Target">Whom to notify: addresses, channels or nicknames, as the transport understands them.</param>
public sealed record Notification(string Slug, string Message, string Phase, IReadOnlyList<string> Target);
