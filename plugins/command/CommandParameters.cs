using System.Text.Json;

namespace ReWorkerHost.Plugins.Command;

/// <summary>The parameters of <see cref="CommandWorker.Run"/>.</summary>
public sealed record CommandParameters
{
    /// <summary>
    /// The program and its arguments: a list of strings, or one string that is split into words as a POSIX shell splits them.
    /// No shell runs it: <c>|</c>, <c>&gt;</c>, <c>*</c> and <c>$</c> have no meaning.
    /// </summary>
    public required JsonElement Cmd { get; init; }
}
