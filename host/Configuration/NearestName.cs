namespace ReWorkerHost.Configuration;

/// <summary>Finds the name that someone probably meant.</summary>
internal static class NearestName
{
    /// <summary>The known name that is most like the given one, or <see langword="null"/> where none is.</summary>
    public static string? Of(string given, IEnumerable<string> known)
    {
        if (given.Length > 100) return null; // no one mistypes that much, and the comparison costs the product of the lengths
        var (distance, name) = known.Select(name => (Distance(given, name), (string?)name)).DefaultIfEmpty((int.MaxValue, null)).MinBy(pair => pair.Item1);
        return distance <= (given.Length + 2) / 3 ? name : null;
    }

    /// <summary>A sentence part for an error about an unknown name: the nearest known one, or all where none is near.</summary>
    public static string Suggest(string given, IReadOnlyCollection<string> known) =>
        Of(given, known) is { } nearest ? $"did you mean {nearest}?" : $"known are {string.Join(", ", known)}";

    /// <summary>The number of letters to insert, delete or replace.</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 0; i < one.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 0; j < other.Length; j++)
            {
                var same = char.ToLowerInvariant(one[i]) == char.ToLowerInvariant(other[j]);
                var next = Math.Min(Math.Min(row[j], row[j + 1]) + 1, diagonal + (same ? 0 : 1));
                (diagonal, row[j + 1]) = (row[j + 1], next);
            }
        }

        return row[^1];
    }
}
