using System.Diagnostics;
using System.Text.Json;
using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.Git;

/// <summary>A bare repository with a branch <c>main</c>, a clone of it in which a test commits, and a folder for the worker's workspaces.</summary>
internal sealed class GitBench : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>Makes them.</summary>
    public GitBench()
    {
        Directory.CreateDirectory(Workspaces);
        Git(folder.Path, "init", "--quiet", "--bare", "--initial-branch=main", "origin.git");
        Git(folder.Path, "clone", "--quiet", Origin, "work");
        Commit("first", ("readme", "one\n"));
        Push("main");
    }

    /// <summary>The bare repository.</summary>
    public string Origin => folder["origin.git"];

    /// <summary>The folder in which it is.</summary>
    public string Root => folder.Path;

    /// <summary>The test's own clone.</summary>
    public string Work => folder["work"];

    /// <summary>Where the worker has its workspaces.</summary>
    public string Workspaces => folder["workspaces"];

    /// <summary>Loads the worker.</summary>
    /// <param name="repo">The repositories that it may use; by default the bare one.</param>
    /// <param name="settings">Its other settings.</param>
    public Task<PluginUnderTest> LoadAsync(string? repo = null, params (string Key, object Value)[] settings) => PluginUnderTest.LoadAsync(
        "git",
        settings.Append(("repos", new[] { repo ?? Origin })).Append(("workspace_dir", Workspaces)).ToDictionary(setting => setting.Item1, setting => setting.Item2));

    /// <summary>Has it merge a branch into main.</summary>
    public Task<StepOutcome> MergeAsync(PluginUnderTest worker, string from, string? repo = null, RecordingSink? sink = null, CancellationToken cancellationToken = default) =>
        StepAsync(worker, "Merge", new { repo = repo ?? Origin, to_branch = "main", from_branch = from }, sink, cancellationToken);

    /// <summary>Has it pick commits.</summary>
    public Task<StepOutcome> PickAsync(
        PluginUnderTest worker, string[] commits, string to = "main", string[]? scripts = null, RecordingSink? sink = null, CancellationToken cancellationToken = default) =>
        StepAsync(worker, "CherryPickMerge", new { repo = Origin, to_branch = to, commits, run_scripts = scripts ?? [] }, sink, cancellationToken);

    /// <summary>Runs a step.</summary>
    public static Task<StepOutcome> StepAsync(PluginUnderTest worker, string subcommand, object parameters, RecordingSink? sink = null, CancellationToken cancellationToken = default) =>
        worker.RunAsync(subcommand, JsonSerializer.Serialize(parameters)[1..^1], sink, cancellationToken);

    /// <summary>Commits files to the current branch of the test's clone, and gives the commit's id.</summary>
    public string Commit(string message, params (string Name, string Text)[] files)
    {
        foreach (var (name, text) in files) folder.Write(Path.Combine("work", name), text);
        Git(Work, "add", "--all");
        Git(Work, "commit", "--quiet", "--allow-empty", "-m", message);
        return Git(Work, "rev-parse", "HEAD");
    }

    /// <summary>Makes a branch of what is there, from main.</summary>
    public void Branch(string name) => Git(Work, "checkout", "--quiet", "-b", name, "main");

    /// <summary>Goes to a branch.</summary>
    public void Checkout(string name) => Git(Work, "checkout", "--quiet", name);

    /// <summary>Pushes branches.</summary>
    public void Push(params string[] branches) => Git(Work, ["push", "--quiet", "origin", .. branches]);

    /// <summary>What the repository says.</summary>
    public string Ask(params string[] arguments) => Git(Origin, arguments);

    /// <summary>The id of a branch of the repository.</summary>
    public string Tip(string branch = "main") => Ask("rev-parse", branch);

    /// <summary>Nothing is left of any step.</summary>
    public void AssertNothingIsLeft() => Assert.Empty(Directory.EnumerateFileSystemEntries(Workspaces));

    /// <summary>Writes a script that may be executed.</summary>
    public string Script(string name, string text)
    {
        var path = folder.Write(name, $"#!/bin/sh\n{text}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>A path that a test may use.</summary>
    public string PathOf(string name) => folder[name];

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();

    private static string Git(string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in new[] { "AUTHOR", "COMMITTER" })
        {
            start.Environment[$"GIT_{name}_NAME"] = "Test";
            start.Environment[$"GIT_{name}_EMAIL"] = "test@example.com";
        }

        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        using var git = Process.Start(start)!;
        var errors = git.StandardError.ReadToEndAsync();
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, $"git {string.Join(' ', arguments)}: {errors.GetAwaiter().GetResult()}");
        return output.TrimEnd('\n');
    }
}
