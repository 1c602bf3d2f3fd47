namespace ReWorkerHost.Binding;

/// <summary>A class of parameters holds what can't be read from JSON. The message names the property and the remedy.</summary>
internal sealed class ParametersModelException(string message) : Exception(message);
