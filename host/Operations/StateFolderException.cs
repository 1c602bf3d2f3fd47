namespace ReWorkerHost.Operations;

/// <summary>The state folder can't be used. The message says why and what to do.</summary>
internal sealed class StateFolderException(string message, Exception innerException) : Exception(message, innerException);
