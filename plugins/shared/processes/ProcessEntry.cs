using System.Globalization;

namespace ReWorkerHost.Plugins.Processes;

/// <summary>A process as <c>/proc</c> shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Parent">The id of its parent.</param>
/// <param name="Session">The id of its session, which is that of the process that began it.</param>
internal sealed record ProcessEntry(int Id, int Parent, int Session)
{
    /// <summary>Every process that is there and has not ended.</summary>
    public static IReadOnlyList<ProcessEntry> All() =>
        [.. Directory.EnumerateDirectories("/proc").Select(Read).OfType<ProcessEntry>()];

    /// <summary>Whether the environment that it was started with has an entry. Never, where it belongs to another user.</summary>
    public bool HasVariable(ReadOnlySpan<byte> entry)
    {
        try
        {
            ReadOnlySpan<byte> environment = File.ReadAllBytes($"/proc/{Id}/environ");
            var place = environment.IndexOf(entry);
            return place == 0 || (place > 0 && environment[place - 1] == 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static ProcessEntry? Read(string folder)
    {
        if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return null;
        try
        {
            // "id (name) state parent group session ...", where the name may hold anything, parentheses and spaces included
            var status = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
            var hasEnded = fields[0] is "Z" or "X";
            return hasEnded ? null : new ProcessEntry(id, Number(fields[1]), Number(fields[3]));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // it has ended meanwhile
        }
    }

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);
}
