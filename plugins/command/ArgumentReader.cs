using System.Text.Json;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Command;

/// <summary>Reads the parameter <c>cmd</c>: a program and its arguments.</summary>
internal static class ArgumentReader
{
    /// <summary>Reads the words of a command, at least one.</summary>
    /// <exception cref="StepFailedException">It is not a command; the text says why.</exception>
    public static IReadOnlyList<string> Read(JsonElement cmd)
    {
        var words = cmd.ValueKind switch
        {
            JsonValueKind.String => Split(Text(cmd, "cmd")),
            JsonValueKind.Array => [.. cmd.EnumerateArray().Select((word, index) => Text(word, $"cmd[{index}]"))],
            _ => throw Refusal("cmd", $"expected a list of strings or one string, found {Name(cmd.ValueKind)}"),
        };
        if (words.Count == 0 || words[0].Length == 0) throw Refusal("cmd", "it names no program");
        // The kernel takes an argument up to its first NUL: the program would get another one than was checked.
        if (words.Any(word => word.Contains('\0'))) throw Refusal("cmd", "an argument can't hold a NUL character");
        return words;
    }

    private static IReadOnlyList<string> Split(string command)
    {
        try
        {
            return WordSplitter.Split(command);
        }
        catch (FormatException exception)
        {
            throw Refusal("cmd", exception.Message);
        }
    }

    private static string Text(JsonElement word, string place)
    {
        if (word.ValueKind != JsonValueKind.String) throw Refusal(place, $"expected a string, found {Name(word.ValueKind)}: put it in quotes");
        try
        {
            return word.GetString()!;
        }
        catch (InvalidOperationException) // half of a surrogate pair, which JSON can escape and text can't hold
        {
            throw Refusal(place, "it is not valid Unicode text");
        }
    }

    private static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "null",
    };

    private static StepFailedException Refusal(string place, string problem) => new($"invalid parameters: {place}: {problem}");
}
