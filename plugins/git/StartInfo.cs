using System.Diagnostics;
using ReWorkerHost.Plugins.Processes;

namespace ReWorkerHost.Plugins.Git;

/// <summary>Says how git and scripts are started, so that nothing of the daemon's user changes what they do.</summary>
internal sealed class StartInfo(GitOptions options, SessionLauncher launcher, Workspace workspace)
{
    private static readonly string[] Asking = ["SSH_ASKPASS", "SSH_ASKPASS_REQUIRE", "DISPLAY", "EDITOR", "VISUAL", "PAGER"];
    private static readonly string[] Proxies = ["http_proxy", "https_proxy", "all_proxy", "no_proxy"];

    private static readonly (string Key, string Value)[] Configuration =
    [
        ("core.hooksPath", "/dev/null"),
        ("core.fsmonitor", "false"),
        ("commit.gpgSign", "false"),
        ("fetch.recurseSubmodules", "false"),
        ("submodule.recurse", "false"),
        ("gc.auto", "0"), // it would go on in the background
        ("maintenance.auto", "false"),
        ("http.followRedirects", "false"), // what is allowed is what is asked
        ("advice.detachedHead", "false"),
        ("init.defaultBranch", "main"),
    ];

    /// <summary>A run of git.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="header">A header for repositories over http and https, or <see langword="null"/>.</param>
    public ProcessStartInfo Git(IReadOnlyList<string> arguments, string? header)
    {
        var start = Create(["git", .. arguments]);
        var configuration = header is null ? Configuration : [.. Configuration, ("http.extraHeader", header)];
        // By way of the environment: other users can see arguments.
        start.Environment["GIT_CONFIG_COUNT"] = $"{configuration.Length}";
        for (var index = 0; index < configuration.Length; index++)
        {
            start.Environment[$"GIT_CONFIG_KEY_{index}"] = configuration[index].Key;
            start.Environment[$"GIT_CONFIG_VALUE_{index}"] = configuration[index].Value;
        }

        start.Environment["HOME"] = workspace.Home; // git and curl look there for passwords
        start.Environment["XDG_CONFIG_HOME"] = workspace.Home;
        return start;
    }

    /// <summary>A run of a script.</summary>
    public ProcessStartInfo Script(IReadOnlyList<string> words) => Create(words);

    private ProcessStartInfo Create(IReadOnlyList<string> words)
    {
        var start = launcher.Prepare(Directory.Exists(workspace.Tree) ? workspace.Tree : workspace.Home);
        foreach (var word in words) start.ArgumentList.Add(word);
        FillEnvironment(start.Environment);
        return start;
    }

    private void FillEnvironment(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(IsLeftOut).ToList()) environment.Remove(name);

        environment["LC_ALL"] = "C";
        environment["GIT_CONFIG_NOSYSTEM"] = "1";
        environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        environment["GIT_ATTR_NOSYSTEM"] = "1";
        environment["GIT_TERMINAL_PROMPT"] = "0";
        environment["GIT_EDITOR"] = "true";
        environment["GIT_ALLOW_PROTOCOL"] = "file:http:https:ssh";
        environment["GIT_AUTHOR_NAME"] = environment["GIT_COMMITTER_NAME"] = options.UserName;
        environment["GIT_AUTHOR_EMAIL"] = environment["GIT_COMMITTER_EMAIL"] = options.UserEmail;
        environment["GIT_SSH_COMMAND"] = Ssh();
        environment["GIT_SSH_VARIANT"] = "ssh";
        if (options.AuthoritiesFile is { } authorities) environment["GIT_SSL_CAINFO"] = authorities;
    }

    private bool IsLeftOut(string name) =>
        name.StartsWith("GIT_", StringComparison.Ordinal) || Asking.Contains(name, StringComparer.Ordinal)
        || (!options.UsesProxy && Proxies.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>git has a shell read this. The paths in it hold nothing that a shell or ssh would take for something else.</summary>
    private string Ssh()
    {
        var ssh = "ssh -F /dev/null -o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout=30";
        if (options.SshKnownHostsFile is { } hosts) ssh += $" -o 'UserKnownHostsFile={hosts}' -o GlobalKnownHostsFile=/dev/null";
        if (options.SshKeyFile is { } key) ssh += $" -o IdentitiesOnly=yes -i '{key}'";
        return ssh;
    }
}
