using System.CommandLine;
using System.CommandLine.Parsing;
using ReWorkerHost.Configuration;

namespace ReWorkerHost.Cli;

/// <summary>Refuses what looks like an option and is none: a mistyped option would else be taken as one more argument.</summary>
internal static class UnknownOptions
{
    /// <summary>Makes an argument refuse them.</summary>
    public static T RefuseUnknownOptions<T>(this T argument) where T : Argument
    {
        argument.Validators.Add(Check);
        return argument;
    }

    private static void Check(ArgumentResult result)
    {
        foreach (var given in result.Tokens.Select(token => token.Value).Where(value => value.StartsWith("--", StringComparison.Ordinal)))
        {
            var name = given.Split('=')[0];
            result.AddError($"{name}: there is no such option; {NearestName.Suggest(name, [.. Known(result)])}");
        }
    }

    private static IEnumerable<string> Known(SymbolResult result)
    {
        for (var parent = result.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is not CommandResult { Command: var command }) continue;
            foreach (var option in command.Options.Where(option => !option.Hidden && (option.Recursive || parent == result.Parent))) yield return option.Name;
        }
    }
}
