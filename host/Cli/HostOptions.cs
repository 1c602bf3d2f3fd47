using System.CommandLine;
using Microsoft.Extensions.Configuration;
using ReWorkerHost.Configuration;

namespace ReWorkerHost.Cli;

/// <summary>The options that every command has, and the settings they lead to.</summary>
internal static class HostOptions
{
    private static readonly Option<string> Config = new("--config", "-c") { Description = "plugins.json. Default: plugins.json in the working folder.", HelpName = "file", Recursive = true };
    private static readonly Option<string> State = new("--state") { Description = "The folder for the host's state and logs. Default: state in the working folder.", HelpName = "folder", Recursive = true };
    private static readonly Option<string> Broker = new("--broker", "-b") { Description = "The broker: amqp://user:password@host:port/vhost. Default: the RabbitMQ section of the settings, or the private broker.", HelpName = "uri", Recursive = true };
    private static readonly Option<string> LogLevel = new("--log-level") { Description = "Trace, Debug, Information, Warning, Error or Critical. Default: Information.", HelpName = "level", Recursive = true };
    private static readonly Option<bool> LogJson = new("--log-json") { Description = "Log JSON, one object a line.", Recursive = true };
    private static readonly Option<string[]> Set = new("--set") { Description = "Any other setting, such as Host:DrainLimit=120; may be repeated.", HelpName = "key=value", Recursive = true, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };

    /// <summary>Gives a command the options, and its subcommands with it.</summary>
    public static void AddTo(Command command)
    {
        foreach (var option in new Option[] { Config, State, Broker, LogLevel, LogJson, Set }) command.Options.Add(option);
    }

    /// <summary>The settings from every source, the command line's winning.</summary>
    /// <exception cref="ConfigurationException">They can't be used; every error is named.</exception>
    public static IConfiguration Settings(ParseResult parsed)
    {
        var given = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in parsed.GetValue(Set) ?? []) Add(given, pair);
        if (parsed.GetValue(Config) is { } config) given["Host:PluginsFile"] = config;
        if (parsed.GetValue(State) is { } state) given["Host:StateFolder"] = state;
        if (parsed.GetValue(Broker) is { } broker) given["RabbitMQ:Uri"] = broker;
        if (parsed.GetValue(LogLevel) is { } level) given["Host:LogLevel"] = level;
        if (parsed.GetValue(LogJson)) given["Host:LogJson"] = "true";
        return SettingsSources.Build(given);
    }

    private static void Add(Dictionary<string, string?> given, string pair)
    {
        var parts = pair.Split('=', 2);
        if (parts.Length < 2 || parts[0].Length == 0) throw new ConfigurationException("the command line", ["--set: expected key=value"]);
        given[parts[0]] = parts[1];
    }
}
