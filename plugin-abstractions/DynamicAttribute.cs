namespace ReWorkerHost.Abstractions;

/// <summary>
/// Marks a property of a parameters class that is filled from the release's dynamic values (the job's top-level
/// <c>dynamic</c> object, given when the release is started) and not from the step's parameters.
/// </summary>
/// <param name="name">The dynamic value's name; by default the property's. Names match ignoring case and underscores.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DynamicAttribute(string? name = null) : Attribute
{
    /// <summary>The dynamic value's name, or <see langword="null"/> for the property's name.</summary>
    public string? Name { get; } = name;
}
