namespace ReWorkerHost.Plugins.IrcNotify;

/// <summary>There is no connection, or no longer one.</summary>
/// <param name="message">Why.</param>
internal sealed class IrcLostException(string message) : Exception(message);
