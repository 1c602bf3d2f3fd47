using System.Text;

namespace ReWorkerHost.Plugins.Sql;

/// <summary>Names of tables and columns. Both databases quote them in the same way.</summary>
internal static class Identifier
{
    private const int LongestInPostgresql = 63; // it cuts longer ones, and so would take another

    /// <summary>A name as it stands in SQL, whatever it holds.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Why a name can't be one, or <see langword="null"/>.</summary>
    public static string? Problem(string name, DatabaseKind kind)
    {
        if (name.Length == 0) return "it is empty, expected a name";
        if (name.Any(char.IsControl)) return "it has control characters";
        return kind == DatabaseKind.Postgresql && Encoding.UTF8.GetByteCount(name) > LongestInPostgresql ? $"\"{name}\" is longer than {LongestInPostgresql} bytes" : null;
    }
}
