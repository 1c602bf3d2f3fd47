using System.Text.Json.Serialization;

namespace ReWorkerHost.Plugins.Servicenow;

/// <summary>A record that was created.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Url">Its address.</param>
public sealed record NewRecord([property: JsonPropertyName("new_record")] string Number, [property: JsonPropertyName("new_record_url")] string Url);
