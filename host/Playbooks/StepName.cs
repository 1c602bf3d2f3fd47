using System.Text;

namespace ReWorkerHost.Playbooks;

/// <summary>Which worker a step is for and what it shall do, written <c>worker:Subcommand</c>.</summary>
/// <param name="Command">The worker.</param>
/// <param name="Subcommand">What it shall do.</param>
internal sealed record StepName(string Command, string Subcommand)
{
    private const int RoutingKeyLimit = 255; // bytes, of AMQP

    /// <summary>The routing key of the step's message.</summary>
    public string RoutingKey => $"worker.{Command}";

    /// <summary>Reads a name; everything after the first colon is the subcommand.</summary>
    /// <param name="text">The name.</param>
    /// <param name="problem">What is wrong with it and how to mend it, where it is none.</param>
    public static StepName? Parse(string text, out string problem)
    {
        problem = "";
        var colon = text.IndexOf(':');
        var name = colon < 0 ? new StepName(text, "") : new StepName(text[..colon], text[(colon + 1)..]);
        if (colon < 0) problem = $"'{text}' names no subcommand; write WORKER:SUBCOMMAND{Dotted(text)}";
        else if (name.Command.Length == 0) problem = $"'{text}' names no worker; write WORKER:SUBCOMMAND";
        else if (name.Subcommand.Length == 0) problem = $"'{text}' names no subcommand after the colon; write WORKER:SUBCOMMAND";
        else if (text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))) problem = $"'{text}' has a blank in it; write WORKER:SUBCOMMAND without blanks";
        else if (Encoding.UTF8.GetByteCount(name.RoutingKey) > RoutingKeyLimit) problem = $"the worker's name is too long: its routing key may have {RoutingKeyLimit} bytes";
        return problem.Length == 0 ? name : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Command}:{Subcommand}";

    /// <summary>The Release Engine's early documentation wrote <c>worker.Subcommand</c>.</summary>
    private static string Dotted(string text)
    {
        var dot = text.LastIndexOf('.');
        return dot > 0 && dot < text.Length - 1 ? $" (did you mean '{text[..dot]}:{text[(dot + 1)..]}'?)" : "";
    }
}
