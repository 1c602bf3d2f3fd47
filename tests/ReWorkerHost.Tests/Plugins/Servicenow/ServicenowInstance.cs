using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.Servicenow;

/// <summary>
/// What an instance of ServiceNow is for clients of its Table API and its Import Set API: tables of records, behind a user and a password,
/// with the statuses and the JSON of the real ones.
/// </summary>
internal sealed class ServicenowInstance : IAsyncDisposable
{
    public const string User = "release.engine";
    public const string Password = "geheim-42";

    private readonly ConcurrentDictionary<string, List<JsonObject>> tables = new();
    private readonly ConcurrentQueue<string> asked = new();
    private readonly WebApplication application;

    private ServicenowInstance() => application = LoopbackServer.Create(AnswerAsync);

    /// <summary>The root of its API.</summary>
    public string Root => $"{application.Urls.Single()}/api/now";

    /// <summary>Its host and port.</summary>
    public string Authority => new Uri(Root).Authority;

    /// <summary>What it was asked, with what was sent.</summary>
    public IReadOnlyList<string> Asked => [.. asked];

    /// <summary>Answers in place of it, where it is set and says so.</summary>
    public Func<HttpContext, Task<bool>>? Instead { get; set; }

    /// <summary>The records of a table.</summary>
    public List<JsonObject> this[string table] => tables.GetOrAdd(table, _ => []);

    /// <summary>Starts one.</summary>
    public static async Task<ServicenowInstance> StartAsync()
    {
        var instance = new ServicenowInstance();
        await instance.application.StartAsync();
        return instance;
    }

    /// <summary>An error as the API has it.</summary>
    public static string Error(string message, string detail) =>
        new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["detail"] = detail }, ["status"] = "failure" }.ToJsonString();

    /// <summary>Adds a record, and gives its id.</summary>
    public string Add(string table, string number)
    {
        var id = Guid.NewGuid().ToString("N");
        this[table].Add(new JsonObject { ["sys_id"] = id, ["number"] = number });
        return id;
    }

    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        asked.Enqueue($"{context.Request.Method} {context.Request.GetEncodedPathAndQuery()} {body}".TrimEnd());
        if (Instead is { } instead && await instead(context)) return;
        var (status, text) = Answer(context.Request, body);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json;charset=UTF-8";
        if (status == 401) context.Response.Headers.WWWAuthenticate = "BASIC realm=\"Service-now\"";
        await context.Response.WriteAsync(text);
    }

    private (int, string) Answer(Microsoft.AspNetCore.Http.HttpRequest request, string body)
    {
        var wanted = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"))}";
        if (request.Headers.Authorization != wanted) return (401, Error("User Not Authenticated", "Required to provide Auth information"));
        if (body.Length > 0 && request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true) return (415, Error("Unsupported Media Type", ""));
        return (request.Method, request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries)) switch
        {
            ("GET", ["api", "now", "table", var table]) => (200, Find(table, request.Query)),
            ("POST", ["api", "now", "table", var table]) => (201, Result(Create(table, body))),
            ("PATCH", ["api", "now", "table", var table, var id]) => Change(table, id, body),
            ("POST", ["api", "now", "import", var table]) => (201, Import(table, body)),
            _ => (400, Error($"Invalid table {request.Path}", "")),
        };
    }

    private static string Result(JsonNode result) => new JsonObject { ["result"] = result }.ToJsonString();

    private string Find(string table, IQueryCollection query)
    {
        var condition = $"{query["sysparm_query"]}".Split('=', 2);
        var fields = $"{query["sysparm_fields"]}".Split(',');
        var found = this[table].Where(record => record[condition[0]]?.GetValue<string>() == condition[1]).Take(int.Parse($"{query["sysparm_limit"]}", System.Globalization.CultureInfo.InvariantCulture));
        return Result(new JsonArray([.. found.Select(record => new JsonObject(fields.Select(field => KeyValuePair.Create(field, record[field]?.DeepClone()))))]));
    }

    private JsonObject Create(string table, string body)
    {
        var record = JsonNode.Parse(body)!.AsObject();
        record["sys_id"] = Guid.NewGuid().ToString("N");
        record["number"] = $"{(table == "change_task" ? "CTASK" : "CHG")}{this[table].Count + 30001:D7}";
        this[table].Add(record);
        return record.DeepClone().AsObject();
    }

    private (int, string) Change(string table, string id, string body)
    {
        if (this[table].FirstOrDefault(record => record["sys_id"]!.GetValue<string>() == id) is not { } record) return (404, Error("No Record found", "Record doesn't exist or ACL restricts the record retrieval"));
        foreach (var (field, value) in JsonNode.Parse(body)!.AsObject()) record[field] = value?.DeepClone();
        return (200, Result(record.DeepClone()));
    }

    private string Import(string staging, string body)
    {
        var created = Create("change_request", body);
        return new JsonObject
        {
            ["import_set"] = "ISET0010001",
            ["staging_table"] = staging,
            ["result"] = new JsonArray(new JsonObject
            {
                ["transform_map"] = "Changes",
                ["table"] = "change_request",
                ["display_name"] = "number",
                ["display_value"] = created["number"]!.GetValue<string>(),
                ["record_link"] = $"{Root}/table/change_request/{created["sys_id"]}",
                ["status"] = "inserted",
                ["sys_id"] = created["sys_id"]!.GetValue<string>(),
            }),
        }.ToJsonString();
    }
}
