using System.Text.Json.Nodes;

namespace ReWorkerHost.Playbooks;

/// <summary>One value of a playbook with the line it was read from, whichever notation it was written in.</summary>
/// <param name="line">The line, from 1.</param>
internal abstract class PlaybookNode(int line)
{
    /// <summary>How deep a playbook may nest; the job's body, two levels deeper, must stay within what JSON parsers take.</summary>
    public const int MaximumDepth = 48;

    /// <summary>The most that a playbook may hold, aliases written out, in values and characters of text.</summary>
    public const long MaximumSize = 4_000_000;

    /// <summary>The line, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>What it holds with every alias written out, in values and characters of text.</summary>
    public abstract long Size { get; }

    /// <summary>How many levels of lists and mappings are in it, with every alias written out.</summary>
    public virtual int Depth => 0;

    /// <summary>What it is, for an error: "a list".</summary>
    public abstract string Kind { get; }

    /// <summary>Its value as JSON; each call makes another tree.</summary>
    public abstract JsonNode? ToJson();
}
