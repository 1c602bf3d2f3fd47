using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReWorkerHost.Binding;

/// <summary>Reads values of one type from JSON.</summary>
internal interface IValueReader
{
    /// <summary>The type in words, such as <c>a whole number</c>.</summary>
    string TypeName { get; }

    /// <summary>The values that it takes, as a JSON Schema; each call makes another one.</summary>
    JsonObject Schema { get; }

    /// <summary>Reads a value, or notes in <paramref name="errors"/> what is wrong with it and gives <see langword="null"/>.</summary>
    /// <param name="json">The value.</param>
    /// <param name="path">Its key, for errors.</param>
    /// <param name="errors">Where errors go.</param>
    object? Read(JsonElement json, string path, List<string> errors);
}
