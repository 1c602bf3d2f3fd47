using System.Diagnostics;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Plugins.Processes;

namespace ReWorkerHost.Plugins.Command;

/// <summary>Says how a program is started: where, with which environment, in a session of its own.</summary>
internal static class StartInfo
{
    /// <summary>The start of an allowed program.</summary>
    /// <exception cref="StepFailedException">The program or its working directory is not there.</exception>
    public static ProcessStartInfo Create(CommandOptions options, SessionLauncher launcher, IReadOnlyList<string> arguments)
    {
        if (options.Directory is { } directory && !Directory.Exists(directory))
        {
            throw new StepFailedException($"{arguments[0]} can't be started: its working directory {directory} does not exist ({CommandOptions.Path}.directory)");
        }

        var start = launcher.Prepare(options.Directory ?? "");
        foreach (var (name, value) in options.Environment) start.Environment[name] = value;
        start.ArgumentList.Add(AllowList.Locate(arguments[0], start.Environment.TryGetValue("PATH", out var path) ? path : null));
        foreach (var argument in arguments.Skip(1)) start.ArgumentList.Add(argument);
        return start;
    }
}
