namespace ReWorkerHost.Tests.Binding;

/// <summary>Parameters with one value of a type.</summary>
public sealed class Holder<T>
{
    public T Value { get; set; } = default!;
}
