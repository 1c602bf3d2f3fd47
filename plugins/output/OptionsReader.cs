using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ReWorkerHost.Plugins.Output;

/// <summary>Reads and checks the plugin's settings; says everything that is wrong with them at once.</summary>
internal sealed class OptionsReader
{
    private static readonly string[] Known = ["output_dir", "redactions", "max_bytes", "keep"];
    private readonly List<string> problems = [];

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidDataException">Some of them can't work; the text names each by its key.</exception>
    public static OutputOptions Read(IConfiguration settings)
    {
        var reader = new OptionsReader();
        foreach (var section in settings.GetChildren().Where(section => !Known.Contains(section.Key, StringComparer.OrdinalIgnoreCase)))
        {
            reader.Refuse(section, "unknown, expected output_dir, redactions, max_bytes or keep");
        }

        var options = new OutputOptions
        {
            OutputDir = reader.ReadFolder(settings.GetSection("output_dir")),
            Redactions = reader.ReadRedactions(settings.GetSection("redactions")),
            MaxBytes = reader.ReadNumber(settings.GetSection("max_bytes"), 1, long.MaxValue),
            Keep = (int)(reader.ReadNumber(settings.GetSection("keep"), 0, 100) ?? 5),
        };
        return reader.problems.Count == 0 ? options : throw new InvalidDataException(string.Join("; ", reader.problems));
    }

    private string ReadFolder(IConfigurationSection folder)
    {
        if (!folder.Exists()) Refuse(folder, "it is missing, expected the folder for the files");
        else if (string.IsNullOrWhiteSpace(folder.Value) || folder.Value.Contains('\0')) Refuse(folder, "expected the path of a folder");
        else
        {
            var path = Path.GetFullPath(folder.Value);
            try
            {
                OutputFolder.Create(path);
                return path;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Refuse(folder, $"{path} can't be made: {exception.Message}");
            }
        }

        return "";
    }

    private List<Redaction> ReadRedactions(IConfigurationSection list)
    {
        var entries = list.GetChildren().ToList();
        if (!string.IsNullOrEmpty(list.Value) || entries.Any(entry => !int.TryParse(entry.Key, out _)))
        {
            Refuse(list, "expected a list of strings");
            return [];
        }

        var redactions = new List<Redaction>();
        foreach (var entry in entries)
        {
            try
            {
                redactions.Add(Redaction.Parse(entry.Value ?? ""));
            }
            catch (FormatException exception)
            {
                Refuse(entry, exception.Message);
            }
        }

        return redactions;
    }

    private long? ReadNumber(IConfigurationSection number, long least, long most)
    {
        if (!number.Exists()) return null;
        if (long.TryParse(number.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        Refuse(number, $"expected a whole number from {least} to {most}");
        return null;
    }

    private void Refuse(IConfigurationSection section, string problem)
    {
        var path = section.Path.Split(':').Aggregate(OutputOptions.Path, (whole, key) => int.TryParse(key, out _) ? $"{whole}[{key}]" : $"{whole}.{key}");
        problems.Add($"{path}: {problem}");
    }
}
