namespace ReWorkerHost.Cli;

/// <summary>How <c>describe</c> writes.</summary>
internal enum DescriptionFormat
{
    /// <summary>For a person at a terminal.</summary>
    Text,

    /// <summary>For documentation.</summary>
    Markdown,

    /// <summary>For programs.</summary>
    Json,

    /// <summary>For programs that check jobs: a JSON Schema.</summary>
    Schema,
}
