using System.Text.Json;

namespace ReWorkerHost.Binding;

/// <summary>Hands a value on as JSON.</summary>
internal sealed class RawReader : IValueReader
{
    /// <inheritdoc/>
    public string TypeName => "any JSON";

    /// <inheritdoc/>
    public object Read(JsonElement json, string path, List<string> errors) => json;
}
