using System.Diagnostics;
using System.Globalization;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Plugins.Processes;

namespace ReWorkerHost.Plugins.Remote;

/// <summary>Says how the shell of a machine is started: here, or by the OpenSSH client.</summary>
internal static class ShellStart
{
    /// <summary>
    /// What the client must do whatever its configuration says: ask nobody, trust no key that is not known, leave nothing behind that
    /// outlives the step, and notice a machine that is gone.
    /// </summary>
    private static readonly string[] Fixed =
    [
        "BatchMode=yes", "StrictHostKeyChecking=yes", "UpdateHostKeys=no", "RequestTTY=no", "RemoteCommand=none", "ControlMaster=no", "ForkAfterAuthentication=no", "StdinNull=no",
        "SessionType=default", "ClearAllForwardings=yes", "ForwardAgent=no", "ForwardX11=no", "PermitLocalCommand=no", "LogLevel=ERROR", "ServerAliveInterval=15", "ServerAliveCountMax=4",
    ];

    /// <summary>The start of a shell that reads a script from its standard input.</summary>
    /// <exception cref="StepFailedException">There is no OpenSSH client.</exception>
    public static ProcessStartInfo Create(Target target, SshOptions options, SessionLauncher launcher)
    {
        var start = launcher.Prepare("/");
        foreach (var word in target.IsLocal ? ["/bin/sh", "-s"] : Client(target.Host, options)) start.ArgumentList.Add(word);
        return start;
    }

    private static IEnumerable<string> Client(string host, SshOptions options)
    {
        yield return ProgramPath.Find("ssh", Environment.GetEnvironmentVariable("PATH"))
            ?? throw new StepFailedException($"{host} can't be reached: the program ssh is not on the daemon's PATH: install the package openssh-client");
        if (options.ConfigFile is { } configuration)
        {
            yield return "-F";
            yield return configuration;
        }

        foreach (var option in Fixed.Concat(Chosen(options)))
        {
            yield return "-o";
            yield return option;
        }

        yield return "--";
        yield return host;
        yield return "exec sh -s"; // every login shell knows that; the rest only sh reads
    }

    private static IEnumerable<string> Chosen(SshOptions options)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"ConnectTimeout={options.ConnectTimeout}");
        if (options.User is { } user) yield return $"User={user}";
        if (options.Port is { } port) yield return string.Create(CultureInfo.InvariantCulture, $"Port={port}");
        if (options.IdentityFile is { } identity)
        {
            yield return $"IdentityFile=\"{identity}\"";
            yield return "IdentitiesOnly=yes";
        }

        if (options.KnownHosts is { } known)
        {
            yield return $"UserKnownHostsFile=\"{known}\"";
            yield return "GlobalKnownHostsFile=/dev/null";
        }
    }
}
