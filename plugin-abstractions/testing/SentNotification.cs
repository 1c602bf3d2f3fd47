using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Testing;

/// <summary>A notification that was sent.</summary>
/// <param name="Transport">The transport, such as <c>irc</c>: the routing key is <c>notify.&lt;transport&gt;</c>.</param>
/// <param name="Notification">The notification; a slug over 80 characters is cut, as in the message that is sent.</param>
public sealed record SentNotification(string Transport, Notification Notification);
