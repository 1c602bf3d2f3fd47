using Microsoft.Extensions.Configuration;

namespace ReWorkerHost.Plugins.Command;

/// <summary>Reads and checks the plugin's settings; says everything that is wrong with them at once.</summary>
internal sealed class OptionsReader
{
    private readonly List<string> problems = [];

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidDataException">Some of them can't work; the text names each by its key.</exception>
    public static CommandOptions Read(IConfiguration settings)
    {
        var reader = new OptionsReader();
        foreach (var section in settings.GetChildren().Where(section => !IsKnown(section.Key)))
        {
            reader.Refuse(section, "unknown, expected allow, environment or directory");
        }

        var options = new CommandOptions
        {
            Allow = reader.ReadAllow(settings.GetSection("allow")),
            Environment = reader.ReadEnvironment(settings.GetSection("environment")),
            Directory = reader.ReadDirectory(settings.GetSection("directory")),
        };
        return reader.problems.Count == 0 ? options : throw new InvalidDataException(string.Join("; ", reader.problems));
    }

    private static bool IsKnown(string key) => key.ToUpperInvariant() is "ALLOW" or "ENVIRONMENT" or "DIRECTORY";

    private List<string> ReadAllow(IConfigurationSection allow)
    {
        var entries = allow.GetChildren().ToList();
        if (!string.IsNullOrEmpty(allow.Value) || entries.Any(entry => !int.TryParse(entry.Key, out _)))
        {
            Refuse(allow, "expected a list of program names or absolute paths");
            return [];
        }

        foreach (var entry in entries)
        {
            if (string.IsNullOrWhiteSpace(entry.Value)) Refuse(entry, "expected a program's name or absolute path");
            else if (entry.Value.Contains('/') && !Path.IsPathRooted(entry.Value))
            {
                Refuse(entry, $"\"{entry.Value}\" is neither a name nor an absolute path: give the whole path");
            }
        }

        return [.. entries.Select(entry => entry.Value ?? "")];
    }

    private Dictionary<string, string> ReadEnvironment(IConfigurationSection environment)
    {
        if (!string.IsNullOrEmpty(environment.Value)) Refuse(environment, "expected an object of strings");
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in environment.GetChildren())
        {
            if (variable.Value is null) Refuse(variable, "expected a string");
            else if (variable.Key.Contains('=') || variable.Key.Contains('\0') || variable.Value.Contains('\0'))
            {
                Refuse(variable, "a variable's name can't hold '=', nor a name or a value a NUL character");
            }
            else variables[variable.Key] = variable.Value;
        }

        return variables;
    }

    private string? ReadDirectory(IConfigurationSection directory)
    {
        if (!directory.Exists()) return null;
        if (directory.Value is { } path && Path.IsPathRooted(path) && !path.Contains('\0')) return path;
        Refuse(directory, "expected an absolute path");
        return null;
    }

    private void Refuse(IConfigurationSection section, string problem)
    {
        var path = section.Path.Split(':').Aggregate(CommandOptions.Path, (whole, key) => int.TryParse(key, out _) ? $"{whole}[{key}]" : $"{whole}.{key}");
        problems.Add($"{path}: {problem}");
    }
}
