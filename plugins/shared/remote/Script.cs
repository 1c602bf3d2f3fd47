using System.Text;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Remote;

/// <summary>
/// A fixed shell script with the arguments of one run. It goes to <c>sh -s</c> through its standard input as a whole: so no shell on the
/// way takes it apart, its arguments are in no list of processes, and they may be longer than a command line.
/// </summary>
internal sealed class Script
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private Script(string text, string mark)
    {
        Content = Strict.GetBytes(text);
        Mark = mark;
    }

    /// <summary>What the shell reads.</summary>
    public byte[] Content { get; }

    /// <summary>A word that nobody can know beforehand; the script writes it where its own output begins and where it ends.</summary>
    public string Mark { get; }

    /// <summary>Makes a script ready to run.</summary>
    /// <param name="name">The file that declares its function <c>run</c>, one of this assembly's resources.</param>
    /// <param name="arguments">What <c>run</c> gets.</param>
    /// <exception cref="StepFailedException">An argument can't be passed on.</exception>
    public static Script Create(string name, IEnumerable<string> arguments)
    {
        var mark = Guid.NewGuid().ToString("N");
        // Functions, and one line that calls them: a script that is cut off on its way does nothing.
        return new Script($"{Resource("frame.sh")}{Resource(name)}main {mark} {string.Join(' ', arguments.Select(Quote))}\n", mark);
    }

    /// <summary>Whether a text can be passed on: a NUL would end it early, and half of a surrogate pair is no text.</summary>
    public static bool CanHold(string text) => !text.Contains('\0') && !IsBroken(text);

    /// <summary>Within single quotes a shell knows nothing but their end.</summary>
    private static string Quote(string argument) => CanHold(argument)
        ? $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'"
        : throw new StepFailedException("invalid parameters: a NUL character, or what is not valid Unicode text, can't be passed on");

    private static bool IsBroken(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(text[i])) return true;
        }

        return false;
    }

    private static string Resource(string name)
    {
        using var stream = typeof(Script).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The resource {name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
