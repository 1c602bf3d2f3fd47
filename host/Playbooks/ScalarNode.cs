using System.Text.Json.Nodes;

namespace ReWorkerHost.Playbooks;

/// <summary>A string, number, boolean or null.</summary>
internal sealed class ScalarNode : PlaybookNode
{
    private readonly string text;

    private ScalarNode(int line, string text, bool isString) : base(line) => (this.text, IsString) = (text, isString);

    /// <summary>It is a string, and not a number, boolean or null.</summary>
    public bool IsString { get; }

    /// <summary>It is null, or nothing was written.</summary>
    public bool IsNull => !IsString && text == "null";

    /// <summary>The string, or the JSON of another value.</summary>
    public string Value => text;

    /// <inheritdoc/>
    public override long Size => 1 + text.Length;

    /// <inheritdoc/>
    public override string Kind => IsString ? "a string" : text switch
    {
        "null" => "nothing",
        "true" or "false" => "a boolean",
        _ => "a number",
    };

    /// <summary>A string.</summary>
    public static ScalarNode String(int line, string value) => new(line, value, isString: true);

    /// <summary>A number, boolean or null, in the letters of JSON.</summary>
    public static ScalarNode Literal(int line, string json) => new(line, json, isString: false);

    /// <inheritdoc/>
    public override JsonNode? ToJson() => IsString ? JsonValue.Create(text) : JsonNode.Parse(text);
}
