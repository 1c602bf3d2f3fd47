using Microsoft.Extensions.Configuration;
using ReWorkerHost.Plugins.Settings;

namespace ReWorkerHost.Plugins.Sql;

/// <summary>Reads and checks the plugin's settings; says everything that is wrong with them at once, and no connection string.</summary>
internal static class OptionsReader
{
    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidDataException">Some of them can't work; the text names each by its key.</exception>
    public static SqlOptions Read(IConfiguration settings)
    {
        var reader = new SettingsReader(SqlOptions.Path);
        reader.Expect(settings, "databases", "timeout", "max_rows");
        var defaults = new SqlOptions();
        var options = new SqlOptions
        {
            Databases = reader.Members(settings.GetSection("databases"), "a database").Select(section => new DatabaseReader(section, reader).Read()).OfType<DatabaseOptions>()
                .ToDictionary(database => database.Name, StringComparer.OrdinalIgnoreCase),
            Timeout = reader.Seconds(settings.GetSection("timeout"), defaults.Timeout),
            MaxRows = reader.Number(settings.GetSection("max_rows"), "a whole number", 0, 100000) ?? defaults.MaxRows,
        };
        reader.Conclude();
        return options;
    }
}
