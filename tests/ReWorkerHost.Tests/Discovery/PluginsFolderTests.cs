using ReWorkerHost.Discovery;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Discovery;

public sealed class PluginsFolderTests : IAsyncLifetime
{
    private const string AnyWorker = "public class W : Worker { [Subcommand] public Task Run() => Task.CompletedTask; }";
    private readonly PluginsOnDisk disk = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => disk.DisposeAsync().AsTask();

    [Fact]
    public void A_folder_that_does_not_exist_is_an_empty_one() => AssertFound(new PluginsFolder(disk["none"]).Scan());

    [Fact]
    public void An_empty_folder_has_no_plugins() => AssertFound(disk.Scan());

    [Fact]
    public void A_file_in_place_of_the_folder_is_an_empty_one()
    {
        File.WriteAllText(disk["file"], "");

        AssertFound(new PluginsFolder(disk["file"]).Scan());
    }

    [Fact]
    public void A_subfolder_with_its_main_assembly_is_a_plugin_with_all_its_files()
    {
        disk.Compile("frob", AnyWorker, version: "1.2.3.4");
        Directory.CreateDirectory(disk["frob", "data"]);
        File.WriteAllText(disk["frob", "data", "a.txt"], "a");
        File.WriteAllText(disk["frob", "b.json"], "{}");

        var plugin = Assert.Single(disk.Scan().Plugins);

        Assert.Equal(("frob", disk["frob"], "frob.dll", new Version(1, 2, 3, 4)), (plugin.Name, plugin.BaseFolder, plugin.MainAssembly, plugin.Facts.Version));
        Assert.Equal(["b.json", "data/a.txt", "frob.dll"], plugin.Files);
        Assert.Contains(plugin.Facts.References, reference => reference.Name == PluginsFolder.ContractName);
    }

    [Fact]
    public void A_built_project_is_found_as_it_comes_out_of_the_build()
    {
        disk.Copy("newtonsoft-13");

        var plugin = Assert.Single(disk.Scan().Plugins);

        Assert.Equal("newtonsoft-13", plugin.Name);
        Assert.Contains("Newtonsoft.Json.dll", plugin.Files);
    }

    [Fact]
    public void A_loose_DLL_that_references_the_contract_is_a_plugin_with_its_companions()
    {
        PluginCompiler.Compile("loose", AnyWorker, disk.Path);
        File.WriteAllText(disk["loose.deps.json"], "{}");
        File.WriteAllText(disk["loose.pdb"], "");
        File.WriteAllText(disk["notes.txt"], "not of the plugin");

        var plugin = Assert.Single(disk.Scan().Plugins);

        Assert.Equal(("loose", disk.Path, "loose.dll"), (plugin.Name, plugin.BaseFolder, plugin.MainAssembly));
        Assert.Equal(["loose.deps.json", "loose.dll", "loose.pdb"], plugin.Files);
    }

    [Fact]
    public void Loose_plugins_take_the_loose_assemblies_they_need_even_through_others_and_may_share_them()
    {
        var deep = PluginCompiler.Compile("deep", "namespace Deep; public class Thing { public static int One => 1; }", disk.Path);
        var shared = PluginCompiler.Compile("shared", "namespace Shared; public class Thing { public static int One => Deep.Thing.One; }", disk.Path, references: [deep]);
        var source = AnyWorker + " public class Uses { public int One => Shared.Thing.One; }";
        PluginCompiler.Compile("first", source, disk.Path, references: [shared]);
        PluginCompiler.Compile("second", source, disk.Path, references: [shared]);
        PluginCompiler.Compile("third", AnyWorker, disk.Path);

        var scan = disk.Scan();

        AssertFound(scan, "first", "second", "third");
        Assert.Equal(["deep.dll", "first.dll", "shared.dll"], scan.Plugins[0].Files);
        Assert.Equal(["deep.dll", "second.dll", "shared.dll"], scan.Plugins[1].Files);
        Assert.Equal(["third.dll"], scan.Plugins[2].Files);
    }

    [Fact]
    public void The_contract_beside_a_plugin_is_no_plugin_and_no_problem()
    {
        disk.Compile("frob", AnyWorker);
        PluginCompiler.Compile("loose", AnyWorker, disk.Path);
        foreach (var place in new[] { disk[$"{PluginsFolder.ContractName}.dll"], disk["frob", $"{PluginsFolder.ContractName}.dll"] })
        {
            File.Copy(typeof(ReWorkerHost.Abstractions.Worker).Assembly.Location, place);
        }

        AssertFound(disk.Scan(), "frob", "loose");
    }

    [Theory]
    [InlineData(".frob")]
    [InlineData("#frob")]
    [InlineData("frob~")]
    [InlineData("frob.tmp")]
    [InlineData("frob.part")]
    public void What_is_hidden_or_on_the_way_is_passed_over(string name)
    {
        disk.Compile(name, AnyWorker);
        PluginCompiler.Compile(name, AnyWorker, disk.Path);
        if (!name.StartsWith('.') && !name.StartsWith('#')) File.Move(disk[$"{name}.dll"], disk[name + ".dll.partial"]);

        AssertFound(disk.Scan());
    }

    [Fact]
    public void A_link_to_a_folder_is_a_plugin_by_the_links_name()
    {
        using var elsewhere = new TemporaryFolder();
        PluginCompiler.Compile("frob", AnyWorker, elsewhere["releases", "7"]);
        Directory.CreateSymbolicLink(disk["frob"], elsewhere["releases", "7"]);

        AssertFound(disk.Scan(), "frob");
    }

    [Fact]
    public void The_hash_is_of_names_and_bytes_and_of_nothing_else()
    {
        disk.Compile("frob", AnyWorker);
        var first = Hash();

        File.SetLastWriteTimeUtc(disk["frob", "frob.dll"], new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(first, Hash());

        File.WriteAllText(disk["frob", "a"], "x");
        var second = Hash();
        File.Move(disk["frob", "a"], disk["frob", "b"]);
        var third = Hash();
        File.WriteAllText(disk["frob", "b"], "y");
        var fourth = Hash();

        Assert.Equal(4, new HashSet<string>([first, second, third, fourth]).Count);
        Assert.Matches("^[0-9a-f]{64}$", first);

        string Hash() => Assert.Single(disk.Scan().Plugins).ContentHash;
    }

    [Fact]
    public void A_change_is_seen_by_the_look_that_follows_it()
    {
        var folder = new PluginsFolder(disk.Path);
        disk.Compile("frob", AnyWorker, version: "1.0.0.0");
        Assert.Equal(new Version(1, 0, 0, 0), Assert.Single(folder.Scan().Plugins).Facts.Version);

        disk.Compile("frob", AnyWorker, version: "1.1.0.0");
        Assert.Equal(new Version(1, 1, 0, 0), Assert.Single(folder.Scan().Plugins).Facts.Version);

        Directory.Delete(disk["frob"], recursive: true);
        AssertFound(folder.Scan());
    }

    private static void AssertFound(DiscoveryResult scan, params string[] names)
    {
        Assert.Equal(names, scan.Plugins.Select(plugin => plugin.Name));
        Assert.Empty(scan.Problems);
    }
}
