namespace ReWorkerHost.Plugins.Sql;

/// <summary>The types of columns, by the names of the Release Engine, which are those of SQLAlchemy.</summary>
public enum ColumnType
{
    /// <summary>A whole number of eight bytes.</summary>
    BigInteger,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A date.</summary>
    Date,

    /// <summary>A date and a time.</summary>
    DateTime,

    /// <summary>A number of eight bytes.</summary>
    Float,

    /// <summary>A whole number of four bytes.</summary>
    Integer,

    /// <summary>A span of time.</summary>
    Interval,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>Bytes.</summary>
    LargeBinary,

    /// <summary>An exact number.</summary>
    Numeric,

    /// <summary>A whole number of two bytes.</summary>
    SmallInteger,

    /// <summary>A text, of a length where one is given.</summary>
    String,

    /// <summary>A text of any length.</summary>
    Text,

    /// <summary>A time of the day.</summary>
    Time,

    /// <summary>As <see cref="String"/>.</summary>
    Unicode,

    /// <summary>As <see cref="Text"/>.</summary>
    UnicodeText,
}
