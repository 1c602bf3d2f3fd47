using System.Text.Json;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Sql;

/// <summary>Checks a step's parameters before it begins, as far as the database need not be asked.</summary>
internal sealed class ParameterCheck(Databases databases, StepContext step)
{
    private static readonly string[] Alterable = ["type", "length", "precision", "scale", "nullable", "default"];
    private readonly List<string> problems = [];
    private DatabaseKind kind;

    /// <summary>Checks them.</summary>
    /// <exception cref="StepFailedException">They can't be used; the text says why, all of it.</exception>
    public void Verify(IDatabaseParameters parameters)
    {
        if (databases.Find(parameters.Database) is { } database) kind = database.Kind;
        else problems.Add($"database: there is no \"{parameters.Database}\" in {SqlOptions.Path}.databases");
        switch (parameters)
        {
            case TableParameters table:
                VerifyName("name", table.Name);
                break;
            case ColumnsParameters columns:
                VerifyName("name", columns.Name);
                VerifyColumns(columns.Columns);
                break;
            case DropColumnsParameters drop:
                VerifyName("name", drop.Name);
                VerifyNames("columns", drop.Columns);
                break;
            case InsertParameters insert:
                VerifyName("name", insert.Name);
                if (insert.Rows.Count == 0) problems.Add("rows: it is empty, expected at least one row");
                break;
            case DeleteParameters delete:
                VerifyName("name", delete.Name);
                VerifyWhere(delete.Where);
                break;
            case ExecuteParameters execute when string.IsNullOrWhiteSpace(execute.Sql):
                problems.Add("sql: it is empty, expected SQL");
                break;
            default:
                break;
        }

        if (problems.Count > 0) throw new StepFailedException($"invalid parameters: {string.Join("; ", problems)}");
    }

    private bool IsAlter => step.Subcommand.Equals(nameof(SqlWorker.AlterTableColumns), StringComparison.OrdinalIgnoreCase);

    private void VerifyName(string key, string name)
    {
        if (Identifier.Problem(name, kind) is { } problem) problems.Add($"{key}: {problem}");
    }

    private void VerifyNames(string key, IReadOnlyCollection<string> names)
    {
        if (names.Count == 0) problems.Add($"{key}: it is empty, expected at least one column");
        foreach (var name in names) VerifyName(key, name);
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Count) problems.Add($"{key}: a column is named twice");
    }

    private void VerifyWhere(IReadOnlyDictionary<string, JsonElement> where)
    {
        if (where.Count == 0) problems.Add("where: it is empty, which would delete every row: name at least one column, or use ExecuteSQL");
        foreach (var (name, value) in where)
        {
            if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array) problems.Add($"where.{name}: expected a string, number, boolean or null: only equality is supported");
        }
    }

    private void VerifyColumns(IReadOnlyDictionary<string, ColumnDefinition> columns)
    {
        if (IsAlter && kind == DatabaseKind.Sqlite)
        {
            problems.Add("database: SQLite can't alter columns: make another table with CreateTable, copy the rows with ExecuteSQL (INSERT INTO ... SELECT), drop the old one, and rename with ExecuteSQL");
        }

        VerifyNames("columns", [.. columns.Keys]);
        var given = step.Parameters.EnumerateObject().FirstOrDefault(property => property.Name.Equals("columns", StringComparison.OrdinalIgnoreCase)).Value;
        foreach (var (name, column) in columns)
        {
            foreach (var problem in Problems(column)) problems.Add($"columns.{name}.{problem}");
            foreach (var key in given.GetProperty(name).EnumerateObject().Select(property => property.Name))
            {
                var known = IsAlter ? Alterable : ColumnDefinition.Keys;
                if (!known.Contains(Plain(key), StringComparer.Ordinal) && !known.Any(one => Plain(one) == Plain(key))) problems.Add($"columns.{name}.{key}: unknown, expected {string.Join(", ", known[..^1])} or {known[^1]}");
            }
        }
    }

    private IEnumerable<string> Problems(ColumnDefinition column)
    {
        if (column.Type is null && !IsAlter) yield return $"type: it is missing, expected one of {string.Join(", ", Enum.GetNames<ColumnType>())}";
        if (IsAlter && column is { Type: null, Nullable: null, Default: null }) yield return "type: it is missing, and so are nullable and default: there is nothing to alter";
        if (column.Length is not null && column.Type is not (ColumnType.String or ColumnType.Unicode)) yield return "length: only String and Unicode have one";
        if (column.Precision is not null && column.Type != ColumnType.Numeric) yield return "precision: only Numeric has one";
        if (column.Scale is not null && column.Precision is null) yield return "scale: it needs precision";
        if (column.Scale > column.Precision) yield return "scale: it is larger than precision";
        if (column.Default is { ValueKind: JsonValueKind.Object or JsonValueKind.Array }) yield return "default: expected a string, number, boolean or null";
        if (column.Default is { ValueKind: JsonValueKind.String } text && text.GetString()!.Contains('\0')) yield return "default: it has a character that can't be in SQL";
        if (column is { PrimaryKey: true, Nullable: true }) yield return "nullable: a column of the primary key is never null";
    }

    private static string Plain(string key) => key.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
}
