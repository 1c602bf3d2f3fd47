using System.Reflection;

namespace ReWorkerHost.Tests.Fixtures;

public sealed class PluginCompilerTests
{
    [Fact]
    public void A_text_becomes_an_assembly_of_the_version_asked_for()
    {
        using var folder = new TemporaryFolder();

        var path = PluginCompiler.Compile("made", "public sealed class Made : Worker;", folder.Path, version: "1.2.0.0");

        Assert.Equal("made, Version=1.2.0.0, Culture=neutral, PublicKeyToken=null", AssemblyName.GetAssemblyName(path).FullName);
    }

    [Fact]
    public void Every_single_file_fixture_compiles()
    {
        using var folder = new TemporaryFolder();

        var names = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "fixtures"), "*.cs").Select(file => Path.GetFileNameWithoutExtension(file)).ToList();

        Assert.NotEmpty(names);
        Assert.All(names, name => PluginCompiler.CompileFixture(name, folder.Path));
    }
}
