using Microsoft.Extensions.Configuration;
using Npgsql;
using ReWorkerHost.Plugins.Settings;

namespace ReWorkerHost.Plugins.Sql;

/// <summary>Reads one database of the settings.</summary>
/// <param name="section">The database's object.</param>
/// <param name="reader">Told what is wrong, and never a value that may hold a password.</param>
internal sealed class DatabaseReader(IConfigurationSection section, SettingsReader reader)
{
    private static readonly string[] Parts = ["host", "port", "database", "user", "password", "ssl", "ca_file"];

    /// <summary>Reads it; <see langword="null"/> where something is wrong with it.</summary>
    public DatabaseOptions? Read()
    {
        reader.Expect(section, ["kind", "connection", .. Parts]);
        var given = Parts.Select(section.GetSection).Where(part => part.Exists()).ToList();
        var (kind, connection) = (section.GetSection("kind"), section.GetSection("connection"));
        if (!kind.Exists()) reader.Refuse(kind, "it is missing, expected postgresql or sqlite");
        return reader.Choice(kind, "postgresql", "sqlite") switch
        {
            "postgresql" when connection.Exists() => FromConnection(connection, given),
            "postgresql" => FromParts(),
            "sqlite" => FromFile(connection, given),
            _ => null,
        };
    }

    private DatabaseOptions? FromFile(IConfigurationSection connection, List<IConfigurationSection> given)
    {
        foreach (var part in given) reader.Refuse(part, "a database of the kind sqlite has none, only connection");
        if (reader.Required(connection, "the path of a file", text => text[0] != ':') is not { Length: > 0 } file) return null;
        var path = Path.GetFullPath(file);
        if (Directory.Exists(Path.GetDirectoryName(path))) return new DatabaseOptions(section.Key, DatabaseKind.Sqlite, path);
        reader.Refuse(connection, $"the folder of {path} is not there: make it");
        return null;
    }

    private DatabaseOptions? FromConnection(IConfigurationSection connection, List<IConfigurationSection> given)
    {
        foreach (var part in given) reader.Refuse(part, "it belongs into connection where that is given");
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connection.Value);
            if (!string.IsNullOrEmpty(builder.Host)) return Finish(builder);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // its text may repeat a password
        }

        reader.Refuse(connection, "expected a connection string of Npgsql, such as Host=db.example.com;Database=app;Username=re;Password=...");
        return null;
    }

    private DatabaseOptions FromParts()
    {
        var (port, ssl, file) = (section.GetSection("port"), section.GetSection("ssl"), section.GetSection("ca_file"));
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = reader.Required(section.GetSection("host"), "the server's name or address"),
            Database = reader.Required(section.GetSection("database"), "the database's name"),
            Username = reader.Required(section.GetSection("user"), "a user's name"),
            Password = section["password"],
        };
        if (reader.Number(port, "a port", 1, 65535) is { } number) builder.Port = number;
        if (ReadMode(ssl) is { } mode) builder.SslMode = mode;
        if (file.Exists() && builder.SslMode != SslMode.VerifyFull) reader.Refuse(file, "it is used only with the ssl verify");
        else if (reader.File(file, "a PEM file of certificates") is { } path) builder.RootCertificate = path;
        return Finish(builder);
    }

    private SslMode? ReadMode(IConfigurationSection ssl) => reader.Choice(ssl, "disable", "prefer", "require", "verify") switch
    {
        "disable" => SslMode.Disable,
        "prefer" => SslMode.Prefer,
        "require" => SslMode.Require,
        "verify" => SslMode.VerifyFull,
        _ => null,
    };

    private DatabaseOptions Finish(NpgsqlConnectionStringBuilder builder)
    {
        builder.ApplicationName ??= "reworkerhost sql";
        builder.PersistSecurityInfo = false;
        builder.Pooling = false; // a connection that broke since the last step would fail the next
        builder.IncludeErrorDetail = false;
        return new DatabaseOptions(section.Key, DatabaseKind.Postgresql, builder.ConnectionString, builder.Password);
    }
}
