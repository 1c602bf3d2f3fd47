using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace ReWorkerHost.Plugins.Sql;

/// <summary>How a column is to be. What is left out is the database's default, and for <c>AlterTableColumns</c> stays as it is.</summary>
public sealed record ColumnDefinition
{
    /// <summary>The keys that a column may have.</summary>
    internal static readonly string[] Keys = ["type", "length", "precision", "scale", "primary_key", "nullable", "unique", "default"];

    /// <summary>Its type.</summary>
    [Description("The type.")]
    public ColumnType? Type { get; init; }

    /// <summary>The length of a <see cref="ColumnType.String"/> or <see cref="ColumnType.Unicode"/>.</summary>
    [Description("The length of a String or Unicode."), Range(1, 10485760)]
    public int? Length { get; init; }

    /// <summary>The digits of a <see cref="ColumnType.Numeric"/>.</summary>
    [Description("The digits of a Numeric."), Range(1, 1000)]
    public int? Precision { get; init; }

    /// <summary>The digits behind the point of a <see cref="ColumnType.Numeric"/>.</summary>
    [Description("The digits behind the point of a Numeric."), Range(0, 1000)]
    public int? Scale { get; init; }

    /// <summary>Whether it is of the primary key.</summary>
    [Description("Whether it is of the primary key.")]
    public bool PrimaryKey { get; init; }

    /// <summary>Whether it may be null.</summary>
    [Description("Whether it may be null.")]
    public bool? Nullable { get; init; }

    /// <summary>Whether no two rows may have the same value.</summary>
    [Description("Whether no two rows may have the same value.")]
    public bool Unique { get; init; }

    /// <summary>The value of rows that give none: a string, number, boolean or null.</summary>
    [Description("The value of rows that give none.")]
    public JsonElement? Default { get; init; }
}
