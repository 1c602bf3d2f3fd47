using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ReWorkerHost.Configuration;

/// <summary>Reads one section of the host's settings and notes every error with the path of its key. A value is an error where it is given and empty.</summary>
internal sealed class SectionReader
{
    private readonly IConfigurationSection section;
    private readonly List<string> errors;

    /// <summary>Takes a section; unknown keys are errors.</summary>
    public SectionReader(IConfigurationSection section, IReadOnlyCollection<string> known, List<string> errors)
    {
        this.section = section;
        this.errors = errors;
        foreach (var child in section.GetChildren().Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            errors.Add($"{child.Path}: unknown key, {NearestName.Suggest(child.Key, known)}");
        }
    }

    /// <summary>A text, or <see langword="null"/> where it is not given.</summary>
    public string? Text(string key) => string.IsNullOrEmpty(section[key]) ? null : section[key];

    /// <summary>A boolean.</summary>
    public bool Boolean(string key, bool otherwise) =>
        Parse(key, "true or false", otherwise, text => bool.TryParse(text, out var value) ? value : null);

    /// <summary>A whole number within bounds.</summary>
    public int Integer(string key, int otherwise, int least, int most) => Parse(key, $"a whole number from {least} to {most}", otherwise, text =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : null);

    /// <summary>A duration in seconds within bounds.</summary>
    public TimeSpan Seconds(string key, double otherwise, double most) => TimeSpan.FromSeconds(Parse(key, $"seconds from 0 to {most}", otherwise, text =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= 0 && value <= most ? value : null));

    /// <summary>One of an enum's names, ignoring case.</summary>
    public T Choice<T>(string key, T otherwise) where T : struct, Enum =>
        Parse(key, $"one of {string.Join(", ", Enum.GetNames<T>())}", otherwise, text =>
            Enum.GetNames<T>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse<T>(name) : null);

    private T Parse<T>(string key, string expected, T otherwise, Func<string, T?> parse) where T : struct
    {
        if (Text(key) is not { } text) return otherwise;
        if (parse(text) is { } value) return value;
        errors.Add($"{section.Path}:{key}: expected {expected}, got \"{text}\"");
        return otherwise;
    }
}
