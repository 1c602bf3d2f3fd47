using System.Globalization;
using System.Text.Json.Nodes;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Servicenow;

/// <summary>The change records and change tasks of an instance.</summary>
public sealed class Records(ServicenowOptions options, Instance instance, TimeProvider time)
{
    private const string Form = "yyyy-MM-dd HH:mm:ss";

    /// <summary>Looks for a record by its number.</summary>
    /// <returns>Its id in the table, or <see langword="null"/> where it is not there.</returns>
    /// <exception cref="StepFailedException">It can't be looked for.</exception>
    internal async Task<string?> FindAsync(string table, string number, CancellationToken cancellationToken)
    {
        var what = $"{number} can't be looked for";
        var query = $"sysparm_query={Uri.EscapeDataString($"number={number}")}&sysparm_fields=number%2Csys_id&sysparm_limit=2";
        var result = await instance.AskAsync(what, HttpMethod.Get, new Uri($"{options.Root}/table/{table}?{query}"), null, cancellationToken).ConfigureAwait(false);
        if (result is null or JsonArray { Count: 0 }) return null;
        var found = (result as JsonArray)?.OfType<JsonObject>().FirstOrDefault(record => string.Equals(TextOf(record, "number"), number, StringComparison.OrdinalIgnoreCase));
        // An instance that does not understand a query may answer with any records.
        return TextOf(found, "sys_id") ?? throw new StepFailedException($"{what}: the instance answered with other records of {table}");
    }

    /// <summary>Sets the start or the end of an environment's change to the present time.</summary>
    /// <exception cref="StepFailedException">The record is not there, or can't be changed.</exception>
    internal async Task SetTimeAsync(string number, string field, CancellationToken cancellationToken)
    {
        var id = await RequireAsync(number, cancellationToken).ConfigureAwait(false);
        var fields = new Dictionary<string, string> { [field] = Write(time.GetUtcNow()) };
        var result = await instance.AskAsync($"{field} of {number} can't be set", HttpMethod.Patch, new Uri($"{options.Root}/table/{options.ChangeTable}/{Uri.EscapeDataString(id)}"), fields, cancellationToken).ConfigureAwait(false);
        if (result is null) throw Missing(number);
    }

    /// <summary>Creates a change record as the settings have it.</summary>
    /// <exception cref="StepFailedException">It can't be created.</exception>
    internal async Task<NewRecord> CreateChangeAsync(CancellationToken cancellationToken)
    {
        const string What = "a change record can't be created";
        var fields = new Dictionary<string, string>(options.ChangePayload);
        var prefix = options.Import is null ? "" : "u_";
        if (options.StartAfter is { } start) fields[$"{prefix}start_date"] = Write(time.GetUtcNow() + start);
        if (options.EndAfter is { } end) fields[$"{prefix}end_date"] = Write(time.GetUtcNow() + end);
        var url = options.Import ?? new Uri($"{options.Root}/table/{options.ChangeTable}");
        var result = await instance.AskAsync(What, HttpMethod.Post, url, fields, cancellationToken).ConfigureAwait(false);
        if (options.Import is null) return Created(What, result as JsonObject, options.ChangeTable);
        var row = (result as JsonArray)?.OfType<JsonObject>().FirstOrDefault();
        if (TextOf(row, "status") is "error" or "ignored") throw new StepFailedException($"{What}: the import says: {TextOf(row, "error_message") ?? TextOf(row, "status_message") ?? "nothing"}");
        return new NewRecord(TextOf(row, "display_value") ?? throw Unknown(What), TextOf(row, "record_link") ?? "");
    }

    /// <summary>Creates a change task of a change record.</summary>
    /// <exception cref="StepFailedException">The change record is not there, or the task can't be created.</exception>
    internal async Task<NewRecord> CreateTaskAsync(string change, string? description, CancellationToken cancellationToken)
    {
        var what = $"a change task of {change} can't be created";
        var fields = new Dictionary<string, string>(options.TaskPayload) { ["change_request"] = await RequireAsync(change, cancellationToken).ConfigureAwait(false) };
        if (!string.IsNullOrEmpty(description)) fields["short_description"] = description;
        if (fields.TryGetValue("short_description", out var about)) fields["description"] = about;
        var result = await instance.AskAsync(what, HttpMethod.Post, new Uri($"{options.Root}/table/{options.TaskTable}"), fields, cancellationToken).ConfigureAwait(false);
        return Created(what, result as JsonObject, options.TaskTable);
    }

    private static string Write(DateTimeOffset moment) => moment.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    private static string? TextOf(JsonObject? record, string field) => record?[field] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;

    private static StepFailedException Unknown(string what) => new($"{what}: the answer does not name the record: look for it before the step is run again");

    private async Task<string> RequireAsync(string number, CancellationToken cancellationToken) =>
        await FindAsync(options.ChangeTable, number, cancellationToken).ConfigureAwait(false) ?? throw Missing(number);

    private StepFailedException Missing(string number) => new($"there is no {number} in {options.ChangeTable}: correct change_record");

    private NewRecord Created(string what, JsonObject? record, string table) =>
        new(TextOf(record, "number") ?? throw Unknown(what), TextOf(record, "sys_id") is { } id ? $"{options.Root}/table/{table}/{id}" : "");
}
