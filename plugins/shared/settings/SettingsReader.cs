using System.Globalization;
using System.Numerics;
using Microsoft.Extensions.Configuration;

namespace ReWorkerHost.Plugins.Settings;

/// <summary>Reads the values of a plugin's settings, and keeps what is wrong with them until all of it can be told at once.</summary>
/// <param name="root">The key of the plugin's settings in <c>plugins.json</c>, for messages.</param>
internal sealed class SettingsReader(string root)
{
    private readonly List<string> problems = [];

    /// <summary>Notes a problem. The text must not repeat a secret.</summary>
    public void Refuse(IConfigurationSection section, string problem)
    {
        var path = section.Path.Split(':').Aggregate(root, (whole, key) => int.TryParse(key, out _) ? $"{whole}[{key}]" : $"{whole}.{key}");
        problems.Add($"{path}: {problem}");
    }

    /// <summary>Refuses the keys of an object that nobody knows, and what is no object.</summary>
    public void Expect(IConfiguration settings, params IReadOnlyList<string> known)
    {
        var expected = Alternatives(known);
        if (settings is IConfigurationSection { Value.Length: > 0 } text) Refuse(text, $"expected an object with {expected}");
        foreach (var section in settings.GetChildren().Where(section => !known.Contains(section.Key, StringComparer.OrdinalIgnoreCase)))
        {
            Refuse(section, $"unknown, expected {expected}");
        }
    }

    /// <summary>The entries of a list.</summary>
    public IReadOnlyList<IConfigurationSection> List(IConfigurationSection list, string entry)
    {
        var entries = list.GetChildren().ToList();
        if (string.IsNullOrEmpty(list.Value) && entries.All(section => int.TryParse(section.Key, out _))) return entries;
        Refuse(list, $"expected a list, each entry {entry}");
        return [];
    }

    /// <summary>The members of an object whose keys are free.</summary>
    public IReadOnlyList<IConfigurationSection> Members(IConfigurationSection section, string value)
    {
        var members = section.GetChildren().ToList();
        if (string.IsNullOrEmpty(section.Value) && members.All(member => member.Key != "0")) return members; // a list looks like an object with the keys 0, 1, ...
        Refuse(section, $"expected an object, each value {value}");
        return [];
    }

    /// <summary>A text that is not blank and has no control characters, or <see langword="null"/> where there is none.</summary>
    public string? Text(IConfigurationSection section, string what, Func<string, bool>? isRight = null)
    {
        if (!section.Exists()) return null;
        if (section.Value is { } text && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl) && isRight?.Invoke(text) != false) return text;
        Refuse(section, $"expected {what}");
        return null;
    }

    /// <summary>A text that must be there; empty where it was refused.</summary>
    public string Required(IConfigurationSection section, string what, Func<string, bool>? isRight = null)
    {
        if (!section.Exists()) Refuse(section, $"it is missing, expected {what}");
        return Text(section, what, isRight) ?? "";
    }

    /// <summary>The texts of a list; those that were refused are empty.</summary>
    public IReadOnlyList<string> Texts(IConfigurationSection list, string entry, Func<string, bool> isRight) =>
        [.. List(list, entry).Select(section => Required(section, entry, isRight))];

    /// <summary>A number within bounds, a whole one where they are, or <see langword="null"/> where there is none.</summary>
    public T? Number<T>(IConfigurationSection section, string what, T least, T most) where T : struct, INumber<T>
    {
        if (!section.Exists()) return null;
        if (T.TryParse(section.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Refuse(section, FormattableString.Invariant($"expected {what}, {least} to {most}"));
        return null;
    }

    /// <summary>A length of time in seconds.</summary>
    public TimeSpan Seconds(IConfigurationSection section, TimeSpan otherwise, double least = 0.1, double most = 86400) =>
        Number(section, "seconds", least, most) is { } seconds ? TimeSpan.FromSeconds(seconds) : otherwise;

    /// <summary>One of some words, whatever its case, or <see langword="null"/> where there is none.</summary>
    public string? Choice(IConfigurationSection section, params IReadOnlyList<string> words)
    {
        if (!section.Exists()) return null;
        if (words.FirstOrDefault(word => word.Equals(section.Value, StringComparison.OrdinalIgnoreCase)) is { } chosen) return chosen;
        Refuse(section, $"expected {Alternatives(words)}");
        return null;
    }

    /// <summary>Whether something is switched on.</summary>
    public bool Flag(IConfigurationSection section) => Choice(section, "true", "false") == "true";

    /// <summary>The absolute path of a file that is there, or <see langword="null"/> where none is named.</summary>
    public string? File(IConfigurationSection section, string what) =>
        Text(section, $"the absolute path of {what}, which is there", path => Path.IsPathRooted(path) && System.IO.File.Exists(path));

    /// <summary>Says all that is wrong.</summary>
    /// <exception cref="InvalidDataException">Something is; the text names each by its key.</exception>
    public void Conclude()
    {
        if (problems.Count > 0) throw new InvalidDataException(string.Join("; ", problems));
    }

    private static string Alternatives(IReadOnlyList<string> words) => $"{string.Join(", ", words.SkipLast(1))}{(words.Count > 1 ? " or " : "")}{words[^1]}";
}
