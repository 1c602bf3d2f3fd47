using System.Text.Json.Serialization;

namespace ReWorkerHost.Plugins.Servicenow;

/// <summary>Whether a record is there; the reply's <c>data</c>.</summary>
/// <param name="Exists">It is there.</param>
/// <param name="NewRecord">The number of the record that was created because it was not, or <see langword="null"/>.</param>
/// <param name="NewRecordUrl">The address of that record, or <see langword="null"/>.</param>
public sealed record ExistenceReport(
    bool Exists,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NewRecord = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NewRecordUrl = null);
