using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ReWorkerHost.Plugins.Sql;

/// <summary>Reads and checks the plugin's settings; says everything that is wrong with them at once, and no connection string.</summary>
internal sealed class OptionsReader
{
    private static readonly string[] Known = ["databases", "timeout", "max_rows"];
    private readonly List<string> problems = [];

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidDataException">Some of them can't work; the text names each by its key.</exception>
    public static SqlOptions Read(IConfiguration settings)
    {
        var reader = new OptionsReader();
        foreach (var section in settings.GetChildren().Where(section => !Known.Contains(section.Key, StringComparer.OrdinalIgnoreCase)))
        {
            reader.Refuse(section, "unknown, expected databases, timeout or max_rows");
        }

        var defaults = new SqlOptions();
        var databases = settings.GetSection("databases");
        if (!string.IsNullOrEmpty(databases.Value)) reader.Refuse(databases, "expected an object, each value a database");
        var options = new SqlOptions
        {
            Databases = databases.GetChildren().Select(section => new DatabaseReader(section, reader.Refuse).Read()).OfType<DatabaseOptions>()
                .ToDictionary(database => database.Name, StringComparer.OrdinalIgnoreCase),
            Timeout = TimeSpan.FromSeconds(reader.ReadNumber(settings.GetSection("timeout"), "seconds", 0.1, 86400, defaults.Timeout.TotalSeconds, NumberStyles.Float)),
            MaxRows = (int)reader.ReadNumber(settings.GetSection("max_rows"), "a whole number", 0, 100000, defaults.MaxRows, NumberStyles.None),
        };
        return reader.problems.Count == 0 ? options : throw new InvalidDataException(string.Join("; ", reader.problems));
    }

    private double ReadNumber(IConfigurationSection number, string what, double least, double most, double otherwise, NumberStyles style)
    {
        if (!number.Exists()) return otherwise;
        if (double.TryParse(number.Value, style, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        Refuse(number, FormattableString.Invariant($"expected {what}, {least} to {most}"));
        return otherwise;
    }

    private void Refuse(IConfigurationSection section, string problem) => problems.Add($"{SqlOptions.Path}.{section.Path.Replace(':', '.')}: {problem}");
}
