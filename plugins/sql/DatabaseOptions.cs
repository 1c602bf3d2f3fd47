namespace ReWorkerHost.Plugins.Sql;

/// <summary>A database of the settings.</summary>
/// <param name="Name">What steps call it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Connection">A connection string of Npgsql, or the path of a file; it may hold a password.</param>
/// <param name="Password">The password, to be kept out of texts, or <see langword="null"/>.</param>
public sealed record DatabaseOptions(string Name, DatabaseKind Kind, string Connection, string? Password = null)
{
    /// <summary>Its name alone.</summary>
    public override string ToString() => Name;

    /// <summary>A text of the database's without the password.</summary>
    public string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.IsNullOrEmpty(Password) ? text : text.Replace(Password, "[redacted]", StringComparison.Ordinal);
    }
}
