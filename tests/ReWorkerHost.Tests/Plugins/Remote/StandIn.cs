using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.Remote;

/// <summary>A shell script in place of a program, for what is run on the SSH server; it notes how it is called.</summary>
internal sealed class StandIn : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string program;

    /// <summary>Puts it there.</summary>
    public StandIn(SshServer server, string name, string text)
    {
        program = Path.Combine(server.Programs, name);
        File.WriteAllText(program, $"#!/bin/sh\necho \"$*\" >>'{folder["calls"]}'\n{text}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Its arguments, call by call.</summary>
    public IReadOnlyList<string> Calls => File.Exists(folder["calls"]) ? File.ReadAllLines(folder["calls"]) : [];

    public void Dispose()
    {
        File.Delete(program);
        folder.Dispose();
    }
}
