namespace ReWorkerHost.Binding;

/// <summary>What became of a job's parameters.</summary>
/// <param name="Value">The parameters object; only where there is no error.</param>
/// <param name="Errors">Every key that is wrong, with what was expected.</param>
internal sealed record BindingResult(object? Value, IReadOnlyList<string> Errors);
