using System.Globalization;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace ReWorkerHost.Plugins.Sql;

/// <summary>Reads one database of the settings.</summary>
/// <param name="section">The database's object.</param>
/// <param name="refuse">Told what is wrong, and never a value that may hold a password.</param>
internal sealed class DatabaseReader(IConfigurationSection section, Action<IConfigurationSection, string> refuse)
{
    private static readonly string[] Parts = ["host", "port", "database", "user", "password", "ssl", "ca_file"];
    private static readonly string[] NeededParts = ["host", "database", "user"];
    private bool isRefused;

    /// <summary>Reads it; <see langword="null"/> where something is wrong with it.</summary>
    public DatabaseOptions? Read()
    {
        foreach (var child in section.GetChildren().Where(child => !Parts.Concat(["kind", "connection"]).Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            Refuse(child, $"unknown, expected kind, connection, {string.Join(", ", Parts[..^1])} or {Parts[^1]}");
        }

        var given = Parts.Select(section.GetSection).Where(part => part.Exists()).ToList();
        var connection = section.GetSection("connection");
        var database = section["kind"]?.ToLowerInvariant() switch
        {
            "postgresql" when connection.Exists() => FromConnection(connection, given),
            "postgresql" => FromParts(),
            "sqlite" => FromFile(connection, given),
            _ => null,
        };
        if (database is null && !isRefused) Refuse(section.GetSection("kind"), "expected postgresql or sqlite");
        return isRefused ? null : database;
    }

    private DatabaseOptions? FromFile(IConfigurationSection connection, List<IConfigurationSection> given)
    {
        foreach (var part in given) Refuse(part, "a database of the kind sqlite has none, only connection");
        if (string.IsNullOrWhiteSpace(connection.Value) || connection.Value.Contains('\0') || connection.Value.StartsWith(':')) Refuse(connection, "expected the path of a file");
        else if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(connection.Value)))) Refuse(connection, $"the folder of {Path.GetFullPath(connection.Value)} is not there: make it");
        return isRefused ? null : new DatabaseOptions(section.Key, DatabaseKind.Sqlite, Path.GetFullPath(connection.Value!));
    }

    private DatabaseOptions? FromConnection(IConfigurationSection connection, List<IConfigurationSection> given)
    {
        foreach (var part in given) Refuse(part, "it belongs into connection where that is given");
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connection.Value);
            if (!string.IsNullOrEmpty(builder.Host)) return Finish(builder);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // its text may repeat a password
        }

        Refuse(connection, "expected a connection string of Npgsql, such as Host=db.example.com;Database=app;Username=re;Password=...");
        return null;
    }

    private DatabaseOptions FromParts()
    {
        foreach (var missing in NeededParts.Where(key => string.IsNullOrEmpty(section[key]))) Refuse(section.GetSection(missing), "it is missing");
        var (port, ssl, file) = (section.GetSection("port"), section.GetSection("ssl"), section.GetSection("ca_file"));
        var builder = new NpgsqlConnectionStringBuilder { Host = section["host"], Database = section["database"], Username = section["user"], Password = section["password"] };
        if (port.Exists())
        {
            if (int.TryParse(port.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 65535) builder.Port = number;
            else Refuse(port, "expected a port, 1 to 65535");
        }

        if (ssl.Exists()) builder.SslMode = ReadMode(ssl);
        if (file.Exists() && builder.SslMode != SslMode.VerifyFull) Refuse(file, "it is used only with the ssl verify");
        else if (file.Exists() && !File.Exists(file.Value)) Refuse(file, $"there is no file {file.Value}, expected a PEM file of certificates");
        else if (file.Exists()) builder.RootCertificate = file.Value;
        return Finish(builder);
    }

    private SslMode ReadMode(IConfigurationSection ssl)
    {
        switch (ssl.Value?.ToLowerInvariant())
        {
            case "disable": return SslMode.Disable;
            case "prefer": return SslMode.Prefer;
            case "require": return SslMode.Require;
            case "verify": return SslMode.VerifyFull;
            default:
                Refuse(ssl, "expected disable, prefer, require or verify");
                return SslMode.Prefer;
        }
    }

    private DatabaseOptions Finish(NpgsqlConnectionStringBuilder builder)
    {
        builder.ApplicationName ??= "reworkerhost sql";
        builder.PersistSecurityInfo = false;
        builder.Pooling = false; // a connection that broke since the last step would fail the next
        builder.IncludeErrorDetail = false;
        return new DatabaseOptions(section.Key, DatabaseKind.Postgresql, builder.ConnectionString, builder.Password);
    }

    private void Refuse(IConfigurationSection key, string problem)
    {
        isRefused = true;
        refuse(key, problem);
    }
}
