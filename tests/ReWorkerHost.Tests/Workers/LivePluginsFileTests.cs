using ReWorkerHost.Configuration;
using ReWorkerHost.Tests.Configuration;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Loading;
using ReWorkerHost.Workers;

namespace ReWorkerHost.Tests.Workers;

public sealed class LivePluginsFileTests
{
    [Fact]
    public void A_look_that_was_asked_for_takes_up_a_change_at_once_and_repeats_the_errors_of_a_file_that_has_not_changed()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("plugins.json", """{ "folder": "one" }""");
        var log = new RecordedLog<LivePluginsFile>();
        var file = new LivePluginsFile(HostSettings.Read(Settings.Of($"Host:PluginsFile={path}")), log);

        folder.Write("plugins.json", """{ "folder": "another" }""");
        file.Refresh();
        Assert.Equal(folder["one"], file.Current.PluginsFolder); // it may still be written to
        folder.Write("plugins.json", """{ "folder": "yet-another" }""");
        file.ReadAnew();
        file.Refresh();
        Assert.Equal(folder["yet-another"], file.Current.PluginsFolder);

        folder.Write("plugins.json", """{ "foldr": "" }""");
        for (var time = 0; time < 2; time++)
        {
            file.ReadAnew();
            file.Refresh();
        }

        file.Refresh();
        Assert.Equal(2, log.Lines.Count(line => line.Contains("foldr", StringComparison.Ordinal)));
        Assert.Equal(folder["yet-another"], file.Current.PluginsFolder);
    }
}
