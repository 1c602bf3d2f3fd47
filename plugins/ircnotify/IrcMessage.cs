namespace ReWorkerHost.Plugins.IrcNotify;

/// <summary>A line from the server (RFC 2812, 2.3.1).</summary>
/// <param name="Source">Who sent it, or an empty text.</param>
/// <param name="Command">The command, or three digits.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record IrcMessage(string Source, string Command, IReadOnlyList<string> Parameters)
{
    /// <summary>The nickname of who sent it.</summary>
    public string Nick => Source.Split('!')[0];

    /// <summary>The last parameter, which is a text for people.</summary>
    public string Text => Parameters.Count == 0 ? "" : Parameters[^1];

    /// <summary>Whether it says that something could not be done.</summary>
    public bool IsError => Command.Length == 3 && Command[0] is '4' or '5' && Command.All(char.IsAsciiDigit);

    /// <summary>A parameter, or an empty text where there is none.</summary>
    public string this[int index] => index < Parameters.Count ? Parameters[index] : "";

    /// <summary>Reads a line. Whatever it holds, something is read.</summary>
    public static IrcMessage Parse(string line)
    {
        var rest = line;
        if (rest.StartsWith('@')) rest = After(rest);
        var source = "";
        if (rest.StartsWith(':'))
        {
            source = rest[1..].Split(' ')[0];
            rest = After(rest);
        }

        var parameters = new List<string>();
        while (rest.Length > 0)
        {
            if (rest[0] == ':')
            {
                parameters.Add(rest[1..]);
                break;
            }

            parameters.Add(rest.Split(' ')[0]);
            rest = After(rest);
        }

        return parameters.Count == 0 ? new IrcMessage(source, "", []) : new IrcMessage(source, parameters[0].ToUpperInvariant(), parameters[1..]);
    }

    private static string After(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? "" : text[space..].TrimStart(' ');
    }
}
