using System.Text.RegularExpressions;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Operations;

/// <summary>The Debian package, built once for all tests that need it.</summary>
public sealed class Package : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();

    /// <summary>Why this machine is not one to install the package on; <see langword="null"/> where it is.</summary>
    internal static string? Obstacle { get; } = FindObstacle();

    /// <summary>The folder of the scripts that make it.</summary>
    internal static string Sources => Path.Combine(Repository.Root, "host", "packaging");

    /// <summary>The package's path.</summary>
    internal string File { get; private set; } = "";

    /// <summary>Packs what was built once more.</summary>
    internal Task<string> PackAgainAsync() => PackAsync("again", new() { ["REWORKERHOST_PUBLISHED"] = Path.Combine(Repository.Root, "artifacts", "package") });

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (Obstacle is null) File = await PackAsync("package", []);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (Obstacle is null) await Tool.TryAsync("dpkg", null, "--purge", "reworkerhost"); // a test that failed half-way leaves it installed
        folder.Dispose();
    }

    private async Task<string> PackAsync(string name, Dictionary<string, string> variables)
    {
        variables["REWORKERHOST_COMPRESSION"] = "none"; // it is installed at once, so time counts more than size
        var (exitCode, output) = await Tool.TryAsync(Path.Combine(Sources, "build-deb.sh"), variables, folder[name]);
        Assert.True(exitCode == 0, output);
        return Directory.GetFiles(folder[name], "*.deb").Single();
    }

    private static string? FindObstacle()
    {
        if (Environment.UserName != "root") return "it installs a package, which only root may";
        if (!System.IO.File.Exists("/usr/bin/dpkg-deb") || !System.IO.File.Exists("/usr/bin/setpriv")) return "dpkg-deb or setpriv is missing";
        if (Directory.Exists("/run/systemd/system")) return "systemd runs here, and would start the installed service";
        var isInstalled = System.IO.File.Exists("/var/lib/dpkg/status") && Regex.IsMatch(System.IO.File.ReadAllText("/var/lib/dpkg/status"), "^Package: reworkerhost$", RegexOptions.Multiline);
        return isInstalled ? "the package is installed here already" : null;
    }
}
