namespace ReWorkerHost.Abstractions;

/// <summary>
/// Marks a public method of a <see cref="Worker"/> as a subcommand. A playbook step <c>megafrobber:Frob</c> runs the method
/// <c>Frob</c> of the worker <c>megafrobber</c>; names match ignoring case.
/// </summary>
/// <remarks>
/// The method takes, in any order and each at most once: one class of parameters, a <see cref="StepContext"/>, a
/// <see cref="CancellationToken"/>. It returns <see cref="Task"/> or <see cref="ValueTask"/> (no <c>data</c> in the reply),
/// or one of them with a result, which is sent as JSON in <c>data</c>; a result of <see langword="null"/> sends none.
/// </remarks>
/// <param name="name">The subcommand's name; by default the method's. <c>*</c> takes every subcommand that no other method takes.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SubcommandAttribute(string? name = null) : Attribute
{
    /// <summary>The subcommand's name, or <see langword="null"/> for the method's name.</summary>
    public string? Name { get; } = name;

    /// <summary>What the subcommand does, in one sentence; shown by <c>describe</c>.</summary>
    public string? Description { get; init; }
}
