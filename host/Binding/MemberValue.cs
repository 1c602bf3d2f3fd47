namespace ReWorkerHost.Binding;

/// <summary>What was read for one member.</summary>
internal readonly record struct MemberValue(bool IsGiven, object? Value);
