using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReWorkerHost.Binding;

/// <summary>Hands a value on as JSON.</summary>
internal sealed class RawReader : IValueReader
{
    /// <inheritdoc/>
    public string TypeName => "any JSON";

    /// <inheritdoc/>
    public JsonObject Schema => [];

    /// <inheritdoc/>
    public object Read(JsonElement json, string path, List<string> errors) => json;
}
