using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GreeterNamespace;

public sealed record GreetParameters
{
    [Description("Whom to greet.")]
    public required string Name { get; init; }

    [Description("How many times."), Range(1, 3)]
    public int Times { get; init; } = 1;
}
