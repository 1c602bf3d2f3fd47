using System.Diagnostics;

namespace ReWorkerHost.Plugins.Processes;

/// <summary>
/// The two programs by which another is started; each becomes the next, so that there is one process all the way. <c>env</c> gives
/// SIGPIPE its meaning back, which .NET takes from its children: without it, <c>yes | head</c> in a script does not end as it should.
/// <c>setsid</c> puts the process into a session of its own: it is out of reach of the terminal's Ctrl-C, which is meant for the
/// host, and whatever it starts can be told by its session.
/// </summary>
/// <param name="Env">The absolute path of <c>env</c> (coreutils 8.31 or later).</param>
/// <param name="SetSid">The absolute path of <c>setsid</c>.</param>
public sealed record SessionLauncher(string Env, string SetSid)
{
    /// <summary>Looks for the two on the daemon's PATH.</summary>
    /// <exception cref="FileNotFoundException">One of them is not there; the text names its package.</exception>
    public static SessionLauncher Find() => new(Find("env", "coreutils"), Find("setsid", "util-linux"));

    /// <summary>The start of a program with all its streams redirected, in the daemon's environment without the daemon's own variables. The program's words are still to be added to the arguments.</summary>
    public ProcessStartInfo Prepare(string workingDirectory)
    {
        // In this order: env would take a program with a = in its path for a variable.
        var start = new ProcessStartInfo(Env, ["--default-signal=PIPE", SetSid])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = workingDirectory,
        };
        InheritedEnvironment.Fill(start.Environment);
        return start;
    }

    private static string Find(string program, string package) =>
        ProgramPath.Find(program, Environment.GetEnvironmentVariable("PATH"))
        ?? throw new FileNotFoundException($"the program {program} is not on the host's PATH: install the package {package}");
}
