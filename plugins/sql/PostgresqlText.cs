using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReWorkerHost.Plugins.Sql;

/// <summary>Reads values as PostgreSQL writes them.</summary>
internal static class PostgresqlText
{
    /// <summary>A value as JSON: numbers, booleans, JSON, bytes in base64; what JSON has nothing for stays the server's text.</summary>
    public static JsonNode? Read(string text, string type) => type.Split('(')[0] switch
    {
        "smallint" or "integer" or "bigint" or "real" or "double precision" or "numeric" or "oid" => char.IsAsciiDigit(text[^1]) ? JsonNode.Parse(text) : text, // there are NaN and Infinity
        "boolean" => text == "t",
        "json" or "jsonb" => JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = 512 }),
        "bytea" when text.StartsWith("\\x", StringComparison.Ordinal) => Convert.ToBase64String(Convert.FromHexString(text.AsSpan(2))),
        _ => text,
    };
}
