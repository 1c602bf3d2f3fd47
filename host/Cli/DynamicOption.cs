using System.CommandLine;
using System.CommandLine.Parsing;

namespace ReWorkerHost.Cli;

/// <summary>The option <c>--dynamic NAME=VALUE</c>.</summary>
internal sealed class DynamicOption
{
    private readonly Option<string[]> option = new("--dynamic") { Description = "A dynamic value, a string; may be given several times.", HelpName = "NAME=VALUE", DefaultValueFactory = _ => [] };

    /// <summary>Makes the option and adds it to a command.</summary>
    public DynamicOption(Command command)
    {
        option.Validators.Add(Check);
        command.Options.Add(option);
    }

    /// <summary>The values that were given.</summary>
    public IReadOnlyDictionary<string, string> Values(ParseResult parsed) =>
        parsed.GetValue(option)!.Select(ReleaseOptions.Split).ToDictionary(pair => pair.Name, pair => pair.Value);

    private static void Check(OptionResult result)
    {
        var names = new HashSet<string>();
        foreach (var token in result.Tokens)
        {
            var name = ReleaseOptions.Split(token.Value).Name;
            if (name.Length == 0) result.AddError($"--dynamic {token.Value}: expected NAME=VALUE");
            else if (!names.Add(name)) result.AddError($"--dynamic {name} is given more than once; give it once");
        }
    }
}
