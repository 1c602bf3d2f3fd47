using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReWorkerHost.Tests.Architecture;

/// <summary>An event id tells an operator what happened, so each means one thing; each folder's <c>Log.cs</c> says which ids are its own.</summary>
public sealed partial class LogTests
{
    private static readonly IReadOnlyList<SourceFile> Files = SourceFile.In("host");

    private static readonly IReadOnlyList<(SourceFile File, int Id)> Events =
    [
        .. from file in Files
           from attribute in file.Syntax.DescendantNodes().OfType<AttributeSyntax>()
           where attribute.Name.ToString() == "LoggerMessage"
           select (file, int.Parse(attribute.ArgumentList!.Arguments[0].ToString(), CultureInfo.InvariantCulture)),
    ];

    [Fact]
    public void Log_messages_are_declared_in_the_folders_Log() =>
        Assert.All(Events, entry => Assert.Equal($"host/{entry.File.Stage}/Log.cs", entry.File.Path));

    [Fact]
    public void Event_ids_are_unique() =>
        Assert.Empty(Events.GroupBy(entry => entry.Id).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void Event_ids_lie_in_their_folders_range() => Assert.All(Events, entry =>
    {
        var (least, most) = RangeOf(entry.File);
        Assert.InRange(entry.Id, least, most);
    });

    [Fact]
    public void No_two_folders_share_a_range()
    {
        var ranges = Events.Select(entry => entry.File).Distinct().Select(RangeOf).OrderBy(range => range.Least).ToList();

        Assert.All(ranges.Zip(ranges.Skip(1)), pair => Assert.True(pair.First.Most < pair.Second.Least, $"{pair.First} and {pair.Second} overlap"));
    }

    private static (int Least, int Most) RangeOf(SourceFile file)
    {
        var match = Range().Match(file.Text);
        Assert.True(match.Success, $"{file.Path} does not say its range: \"event ids 1000 to 1999\" in the summary");
        return (int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"event ids (\d+) to (\d+)")]
    private static partial Regex Range();
}
