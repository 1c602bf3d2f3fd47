using ReWorkerHost.Discovery;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Discovery;

/// <summary>What looks like a plugin and is none is told with its name and a remedy, and harms no plugin beside it.</summary>
public sealed class PluginsFolderProblemTests : IAsyncLifetime
{
    private const string AnyWorker = "public class W : Worker { [Subcommand] public Task Run() => Task.CompletedTask; }";
    private readonly PluginsOnDisk disk = new();

    public PluginsFolderProblemTests() => disk.Compile("good", AnyWorker);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => disk.DisposeAsync().AsTask();

    [Fact]
    public void A_folder_without_its_main_assembly_is_told_what_it_must_hold()
    {
        PluginCompiler.Compile("other", AnyWorker, disk["frob"]);

        AssertProblem("frob", "the folder holds no frob.dll: the main assembly must have the folder's name");
    }

    [Fact]
    public void A_main_assembly_without_the_contract_has_no_worker()
    {
        disk.Compile("frob", "public class Thing;");

        AssertProblem("frob", "it has no worker: frob.dll does not reference ReWorkerHost.Abstractions");
    }

    [Fact]
    public void A_loose_assembly_that_nobody_uses_is_told()
    {
        PluginCompiler.Compile("library", "public class Thing;", disk.Path);

        AssertProblem("library", "it has no worker: library.dll does not reference ReWorkerHost.Abstractions, and no plugin beside it uses it");
    }

    [Theory]
    [InlineData("")]
    [InlineData("this is a text")]
    [InlineData("MZ and nothing that follows")]
    public void A_file_that_is_no_assembly_is_told(string content)
    {
        Directory.CreateDirectory(disk["frob"]);
        File.WriteAllText(disk["frob", "frob.dll"], content);
        AssertDamaged("frob", "frob.dll");

        Directory.Delete(disk["frob"], recursive: true);
        File.WriteAllText(disk["loose.dll"], content);
        AssertDamaged("loose", "loose.dll");
    }

    [Fact]
    public void A_native_library_in_an_assemblys_place_is_told()
    {
        Directory.CreateDirectory(disk["frob"]);
        var native = Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.so").First();
        File.Copy(native, disk["frob", "frob.dll"]);

        AssertDamaged("frob", "frob.dll");
    }

    [Fact]
    public void A_file_that_is_damaged_anywhere_is_told_or_taken_and_never_ends_the_look()
    {
        var whole = File.ReadAllBytes(disk["good", "good.dll"]);
        Directory.CreateDirectory(disk["frob"]);
        var random = new Random(20240229);
        for (var round = 0; round < 300; round++)
        {
            var bytes = round % 2 == 0 ? whole[..random.Next(whole.Length)] : [.. whole];
            for (var change = 0; change < 8 && bytes.Length > 0; change++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(disk["frob", "frob.dll"], bytes);

            var scan = disk.Scan();

            Assert.Contains(scan.Plugins, plugin => plugin.Name == "good");
            Assert.Equal(2, scan.Plugins.Count + scan.Problems.Count);
        }
    }

    [Fact]
    public void A_half_copied_file_beside_the_main_assembly_is_told()
    {
        disk.Copy("newtonsoft-13");
        using (var dependency = File.OpenWrite(disk["newtonsoft-13", "Newtonsoft.Json.dll"])) dependency.SetLength(dependency.Length / 2);
        AssertDamaged("newtonsoft-13", "Newtonsoft.Json.dll");

        Directory.Delete(disk["newtonsoft-13"], recursive: true);
        disk.Copy("newtonsoft-13");
        using (var dependencies = File.OpenWrite(disk["newtonsoft-13", "newtonsoft-13.deps.json"])) dependencies.SetLength(dependencies.Length / 2);
        AssertDamaged("newtonsoft-13", "newtonsoft-13.deps.json");
    }

    [Fact]
    public void A_loose_one_and_a_folder_of_one_name_are_both_refused()
    {
        disk.Compile("frob", AnyWorker);
        PluginCompiler.Compile("frob", AnyWorker, disk.Path);

        AssertProblem("frob", $"it is there more than once ({disk["frob", "frob.dll"]} and {disk["frob.dll"]}): remove all but one");
    }

    [Fact]
    public void Names_that_differ_in_case_are_one_name()
    {
        disk.Compile("frob", AnyWorker);
        disk.Compile("Frob", AnyWorker);

        AssertProblem("Frob", $"it is there more than once ({disk["Frob", "Frob.dll"]} and {disk["frob", "frob.dll"]}): remove all but one");
    }

    [Fact]
    public void Loose_names_that_differ_in_case_are_one_name()
    {
        PluginCompiler.Compile("frob", AnyWorker, disk.Path);
        PluginCompiler.Compile("Frob", AnyWorker, disk.Path);

        AssertProblem("Frob", $"it is there more than once ({disk["Frob.dll"]} and {disk["frob.dll"]}): remove all but one");
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_told()
    {
        File.CreateSymbolicLink(disk["loose.dll"], disk["none.dll"]);

        Assert.Equal("loose", Assert.Single(disk.Scan().Problems).Name);
    }

    private void AssertDamaged(string name, string file)
    {
        var problem = AssertProblem(name);
        Assert.StartsWith($"{file} is not ", problem.Reason, StringComparison.Ordinal);
        Assert.Contains(", or is damaged (", problem.Reason, StringComparison.Ordinal);
        Assert.EndsWith("): copy it again", problem.Reason, StringComparison.Ordinal);
    }

    private void AssertProblem(string name, string reason) => Assert.Equal(reason, AssertProblem(name).Reason);

    private DiscoveryProblem AssertProblem(string name)
    {
        var scan = disk.Scan();
        Assert.Equal(["good"], scan.Plugins.Select(plugin => plugin.Name));
        var problem = Assert.Single(scan.Problems);
        Assert.Equal(name, problem.Name);
        return problem;
    }
}
