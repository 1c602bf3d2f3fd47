namespace ReWorkerHost.Tests.Plugins;

/// <summary>A temporary folder for programs that a test runs.</summary>
public sealed class ScratchFolder : IDisposable
{
    /// <summary>The folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("command-test-").FullName;

    /// <summary>Writes a shell script that may be executed, and gives its path.</summary>
    public string Script(string name, string text) => Program(name, $"#!/bin/sh\n{text}\n");

    /// <summary>Writes a file that may be executed, and gives its path.</summary>
    public string Program(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
