using System.Text;

namespace ReWorkerHost.Playbooks;

/// <summary>A file that holds a playbook: JSON if its name ends in <c>.json</c>, YAML otherwise.</summary>
internal static class PlaybookFile
{
    private const int MaximumBytes = 1024 * 1024;

    /// <summary>Reads the playbook in a file.</summary>
    /// <exception cref="PlaybookException">The file can't be read, or something is wrong with the playbook.</exception>
    public static async Task<Playbook> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var problems = new PlaybookProblems();
        return PlaybookReader.Read(await ComposeAsync(path, problems, cancellationToken).ConfigureAwait(false), problems);
    }

    /// <summary>Reads those parts of the playbook in a file that nothing is wrong with, so that they can be looked at further.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problems">What is wrong with the others.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="PlaybookException">The file can't be read, or it is no playbook at all.</exception>
    public static async Task<Playbook> ReadGoodAsync(string path, PlaybookProblems problems, CancellationToken cancellationToken) =>
        PlaybookReader.ReadGood(await ComposeAsync(path, problems, cancellationToken).ConfigureAwait(false), problems);

    /// <summary>Reads a playbook from its text.</summary>
    /// <exception cref="PlaybookException">Something is wrong with it.</exception>
    public static Playbook Parse(string text, bool isJson)
    {
        var problems = new PlaybookProblems();
        return PlaybookReader.Read(Compose(text, isJson, problems), problems);
    }

    private static async Task<PlaybookNode> ComposeAsync(string path, PlaybookProblems problems, CancellationToken cancellationToken)
    {
        string text;
        try
        {
            text = await TextAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Unreadable($"the file can't be read: {exception.Message}");
        }

        return Compose(text, Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase), problems);
    }

    private static PlaybookNode Compose(string text, bool isJson, PlaybookProblems problems) =>
        isJson ? JsonComposer.Compose(text, problems) : YamlComposer.Compose(text, problems);

    private static PlaybookException Unreadable(string problem) => new([new PlaybookProblem("", null, problem)]) { IsUnreadable = true };

    /// <summary>The length is not asked for: the path may be a pipe, which has none.</summary>
    private static async Task<string> TextAsync(string path, CancellationToken cancellationToken)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            var bytes = new byte[MaximumBytes + 1];
            var length = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if (length > MaximumBytes) throw Unreadable($"the file is larger than {MaximumBytes:N0} bytes, the most a playbook may have; split it");
            try
            {
                return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, 0, length).TrimStart('\uFEFF');
            }
            catch (DecoderFallbackException)
            {
                throw Unreadable("the file is not UTF-8 text; save it as UTF-8");
            }
        }
    }
}
