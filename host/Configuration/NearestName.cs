namespace ReWorkerHost.Configuration;

/// <summary>Finds what somebody may have meant.</summary>
internal static class NearestName
{
    /// <summary>A sentence part for an error about an unknown name: the nearest known one, or all where none is near.</summary>
    public static string Suggest(string unknown, IReadOnlyCollection<string> known)
    {
        var nearest = known.MinBy(name => Distance(unknown, name));
        return nearest is not null && Distance(unknown, nearest) <= Math.Max(2, unknown.Length / 3)
            ? $"did you mean {nearest}?"
            : $"known are {string.Join(", ", known)}";
    }

    /// <summary>Edits between two names (insert, delete, replace), ignoring case.</summary>
    private static int Distance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var row = 1; row <= left.Length; row++)
        {
            var current = new int[right.Length + 1];
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var replace = previous[column - 1] + (char.ToLowerInvariant(left[row - 1]) == char.ToLowerInvariant(right[column - 1]) ? 0 : 1);
                current[column] = Math.Min(replace, Math.Min(previous[column], current[column - 1]) + 1);
            }

            previous = current;
        }

        return previous[right.Length];
    }
}
