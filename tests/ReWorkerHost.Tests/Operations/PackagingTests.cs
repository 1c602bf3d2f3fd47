using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using ReWorkerHost.Configuration;
using ReWorkerHost.Tests.Architecture;
using ReWorkerHost.Tests.Configuration;
using ReWorkerHost.Tests.Documentation;

namespace ReWorkerHost.Tests.Operations;

/// <summary>The files that make the package and the container say the same of paths, users and times.</summary>
public sealed partial class PackagingTests
{
    private static readonly UnitFile Unit = new(Path.Combine(Package.Sources, "reworkerhost.service"));
    private static readonly string Containerfile = Text("Containerfile");

    [Fact]
    public void The_settings_that_are_shipped_can_be_used_and_name_the_folders_of_the_unit()
    {
        var source = new ConfigurationBuilder().AddJsonFile(Path.Combine(Package.Sources, "appsettings.json")).Build();
        var settings = HostSettings.Read(source);

        Assert.Equal((string.Concat("/var/lib/", Unit["StateDirectory"]), string.Concat("/var/log/", Unit["LogsDirectory"])), (settings.StateFolder, settings.LogFolder));
        Assert.Equal("localhost", BrokerSettings.Read(source).Host);
        Assert.Equal("/etc/reworkerhost/plugins.json", settings.PluginsFile);
        Assert.Equal("/var/lib/reworkerhost/plugins", PluginsFile.Read(Path.Combine(Package.Sources, "plugins.json")).PluginsFolder);
    }

    [Fact]
    public void Systemd_waits_longer_for_the_stop_than_the_steps_may_take()
    {
        var grace = TimeSpan.FromSeconds(10); // the default of plugins.json
        var drain = HostSettings.Read(Settings.Of()).DrainLimit + grace;

        Assert.True(Unit.Seconds("TimeoutStopSec") > drain.TotalSeconds + 30, $"TimeoutStopSec is not well over {drain}");
    }

    [Fact]
    public void What_the_container_copies_is_in_the_repository() => Findings.None(
        from copy in Copies().Matches(Containerfile)
        from source in copy.Groups["sources"].Value.Split(' ')
        where !Path.Exists(Path.Combine(Repository.Root, source))
        select source);

    [Fact]
    public void The_build_in_the_container_copies_all_that_the_build_needs()
    {
        var copied = Copies().Matches(Containerfile).SelectMany(copy => copy.Groups["sources"].Value.Split(' ')).ToList();

        Assert.Empty(new[] { "Directory.Build.props", "Directory.Packages.props", "global.json", "host", "plugins", "plugin-abstractions" }.Except(copied));
    }

    [Fact]
    public void Paths_in_the_container_are_those_of_the_package() => Findings.None(
        from path in Paths().Matches(Containerfile).Select(match => match.Value).Distinct()
        where !Text("install.sh").Contains(path, StringComparison.Ordinal) && !Text("debian/postinst").Contains(path, StringComparison.Ordinal)
        select path);

    [Fact]
    public void The_page_shows_the_commands_that_there_are() => Findings.None(
        from script in new[] { "host/packaging/build-deb.sh", "host/packaging/install.sh", "host/packaging/Containerfile" }
        where !new Document("docs/installing.md").Text.Contains(script, StringComparison.Ordinal)
        select $"docs/installing.md says nothing of {script}");

    private static string Text(string file) => File.ReadAllText(Path.Combine(Package.Sources, file));

    [GeneratedRegex(@"^COPY (?<sources>[^-].*) \S+$", RegexOptions.Multiline)]
    private static partial Regex Copies();

    [GeneratedRegex(@"/(?:etc|usr/bin|var/lib)/reworkerhost(?:/(?!logs)[\w.]+)*")]
    private static partial Regex Paths();
}
