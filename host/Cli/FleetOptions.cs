using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ReWorkerHost.Configuration;
using ReWorkerHost.Fleet;

namespace ReWorkerHost.Cli;

/// <summary>The options of commands that ask hosts over the bus.</summary>
internal sealed class FleetOptions
{
    private readonly Option<string[]> hosts = new("--host") { Description = "Only this host, by name or id; may be repeated. Default: all that answer.", HelpName = "host", DefaultValueFactory = _ => [] };
    private readonly Option<double> wait = new("--wait") { Description = "How many seconds to wait for hosts to show themselves, 0.1 to 60. Default: 3.", HelpName = "seconds", DefaultValueFactory = _ => 3, CustomParser = given => Seconds(given, 0.1, 60) };
    private readonly Option<bool> json = new("--json") { Description = "JSON." };

    /// <summary>Gives a command the options.</summary>
    public FleetOptions(Command command)
    {
        command.Options.Add(hosts);
        command.Options.Add(wait);
        command.Options.Add(json);
    }

    /// <summary>What is printed is JSON.</summary>
    public bool IsJson(ParseResult parsed) => parsed.GetValue(json);

    /// <summary>Hosts are named.</summary>
    public bool NamesHosts(ParseResult parsed) => parsed.GetValue(hosts)!.Length > 0;

    /// <summary>Connects to the broker and does something with the hosts.</summary>
    /// <returns>The exit code; 1 where hosts that should do not answer.</returns>
    public async Task<int> RunAsync(ParseResult parsed, Func<FleetOperator, CancellationToken, Task<int>> run, CancellationToken cancellationToken)
    {
        using var stop = new StopSignal(cancellationToken);
        var access = await BrokerLocator.ConnectAsync(parsed, stop.Token).ConfigureAwait(false);
        await using var connection = access.Connection.ConfigureAwait(false);
        try
        {
            var settings = FleetSettings.Read(HostOptions.Settings(parsed), access.Settings);
            var client = await FleetClient.OpenAsync(access.Connection, settings, $"{Environment.UserName}@{Environment.MachineName}", TimeProvider.System, stop.Token).ConfigureAwait(false);
            await using var closing = client.ConfigureAwait(false);
            return await run(new FleetOperator(client, parsed.GetValue(hosts)!, TimeSpan.FromSeconds(parsed.GetValue(wait))), stop.Token).ConfigureAwait(false);
        }
        catch (FleetException exception)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return 1;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync("Stopped; what was ordered may still be carried out.").ConfigureAwait(false);
            return 130;
        }
    }

    /// <summary>Reads an option of seconds.</summary>
    public static double Seconds(ArgumentResult given, double least, double most)
    {
        var text = given.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds >= least && seconds <= most) return seconds;
        given.AddError(FormattableString.Invariant($"{((OptionResult)given.Parent!).Option.Name} {text}: expected seconds, {least} to {most}"));
        return default;
    }
}
