namespace ReWorkerHost.Playbooks;

/// <summary>One thing that is wrong with a playbook.</summary>
/// <param name="Path">Where, such as <c>execution[1].steps[2]</c>; empty for the whole of it.</param>
/// <param name="Line">The line, from 1, or <see langword="null"/> where it was not read from a file.</param>
/// <param name="Text">What is wrong and how to mend it.</param>
internal sealed record PlaybookProblem(string Path, int? Line, string Text)
{
    /// <summary>The problem with its place.</summary>
    public override string ToString()
    {
        var place = Path.Length == 0 ? Text : $"{Path}: {Text}";
        return Line is { } line ? $"line {line}: {place}" : place;
    }
}
