using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ReWorkerHost.Plugins.Settings;

/// <summary>Reads the values of a plugin's settings, and keeps what is wrong with them until all of it can be told at once.</summary>
/// <param name="root">The key of the plugin's settings in <c>plugins.json</c>, for messages.</param>
internal sealed class SectionReader(string root)
{
    private readonly List<string> problems = [];

    /// <summary>Notes a problem. The text must not repeat a secret.</summary>
    public void Refuse(IConfigurationSection section, string problem)
    {
        var path = section.Path.Split(':').Aggregate(root, (whole, key) => int.TryParse(key, out _) ? $"{whole}[{key}]" : $"{whole}.{key}");
        problems.Add($"{path}: {problem}");
    }

    /// <summary>Refuses keys that nobody knows.</summary>
    public void Expect(IConfiguration settings, params IReadOnlyList<string> known)
    {
        foreach (var section in settings.GetChildren().Where(section => !known.Contains(section.Key, StringComparer.OrdinalIgnoreCase)))
        {
            Refuse(section, $"unknown, expected {string.Join(", ", known.SkipLast(1))}{(known.Count > 1 ? " or " : "")}{known[^1]}");
        }
    }

    /// <summary>The entries of a list.</summary>
    public IReadOnlyList<IConfigurationSection> List(IConfigurationSection list, string what)
    {
        var entries = list.GetChildren().ToList();
        if (string.IsNullOrEmpty(list.Value) && entries.All(entry => int.TryParse(entry.Key, out _))) return entries;
        Refuse(list, $"expected a list of {what}");
        return [];
    }

    /// <summary>The members of an object.</summary>
    public IReadOnlyList<IConfigurationSection> Members(IConfigurationSection section, string what)
    {
        var members = section.GetChildren().ToList();
        if (string.IsNullOrEmpty(section.Value) && members.All(member => !int.TryParse(member.Key, out _))) return members;
        Refuse(section, $"expected an object of {what}");
        return [];
    }

    /// <summary>A text that is not empty, or <see langword="null"/> where there is none.</summary>
    public string? Text(IConfigurationSection section, string what)
    {
        if (!section.Exists()) return null;
        if (!string.IsNullOrWhiteSpace(section.Value) && !section.Value.Any(char.IsControl)) return section.Value;
        Refuse(section, $"expected {what}");
        return null;
    }

    /// <summary>A length of time in seconds.</summary>
    public TimeSpan Seconds(IConfigurationSection section, TimeSpan otherwise)
    {
        if (!section.Exists()) return otherwise;
        if (double.TryParse(section.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0.1 and <= 86400) return TimeSpan.FromSeconds(seconds);
        Refuse(section, "expected seconds, 0.1 to 86400");
        return otherwise;
    }

    /// <summary>One of two words; whether it is the second.</summary>
    public bool IsSecond(IConfigurationSection section, string first, string second)
    {
        if (!section.Exists() || section.Value == first) return false;
        if (section.Value != second) Refuse(section, $"expected {first} or {second}");
        return true;
    }

    /// <summary>The absolute path of a file that is there, or <see langword="null"/> where none is named.</summary>
    public string? File(IConfigurationSection section, string what)
    {
        if (!section.Exists()) return null;
        if (section.Value is { } path && Path.IsPathRooted(path) && System.IO.File.Exists(path)) return path;
        Refuse(section, $"expected the absolute path of {what}, which is there");
        return null;
    }

    /// <summary>Says all that is wrong.</summary>
    /// <exception cref="InvalidDataException">Something is; the text names each by its key.</exception>
    public void Conclude()
    {
        if (problems.Count > 0) throw new InvalidDataException(string.Join("; ", problems));
    }
}
