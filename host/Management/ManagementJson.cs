using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReWorkerHost.Management;

/// <summary>How what is shown and ordered is written as JSON, over HTTP and over the bus alike.</summary>
internal static class ManagementJson
{
    /// <summary>Names and enumerations in camel case; what is <see langword="null"/> is left out.</summary>
    public static readonly JsonSerializerOptions Options = Create(new JsonSerializerOptions());

    /// <summary>Makes options so.</summary>
    public static JsonSerializerOptions Create(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = true;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        return options;
    }
}
