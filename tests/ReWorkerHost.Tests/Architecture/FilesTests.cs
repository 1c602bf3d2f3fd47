namespace ReWorkerHost.Tests.Architecture;

public sealed class FilesTests
{
    private const int MostLines = 250;

    private static readonly IReadOnlyList<SourceFile> Files = SourceFile.In("host", "plugin-abstractions", "plugins", "tests/ReWorkerHost.Tests");

    [Fact]
    public void A_file_declares_one_type() => Findings.None(
        from file in Files
        let count = file.Types.Count()
        where count != 1 && file.Path != "host/Program.cs"
        select $"{file.Path} declares {count} types");

    [Fact]
    public void A_file_is_named_for_its_type() => Findings.None(
        from file in Files
        from type in file.Types.Take(1)
        let name = type is Microsoft.CodeAnalysis.CSharp.Syntax.BaseTypeDeclarationSyntax named ? named.Identifier.Text : Path.GetFileNameWithoutExtension(file.Path)
        where name != Path.GetFileNameWithoutExtension(file.Path)
        select $"{file.Path} declares {name}");

    [Fact]
    public void A_file_can_be_read_in_one_go() => Findings.None(
        from file in Files
        let lines = file.Text.Count(character => character == '\n')
        where lines > MostLines
        select $"{file.Path} has {lines} lines, at most {MostLines} are allowed");
}
