using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ReWorkerHost.Discovery;

/// <summary>What an assembly says of itself, read from its metadata without loading it or running any of it.</summary>
internal sealed record AssemblyFacts(string Name, Version Version, IReadOnlyList<AssemblyReference> References)
{
    /// <summary>Reads an assembly file.</summary>
    /// <exception cref="BadImageFormatException">The file is no .NET assembly, or a part of one.</exception>
    public static AssemblyFacts Read(string path)
    {
        using var file = File.OpenRead(path);
        using var image = new PEReader(file, PEStreamOptions.PrefetchEntireImage);
        if (!image.HasMetadata) throw new BadImageFormatException("it holds no .NET metadata");
        try
        {
            var metadata = image.GetMetadataReader();
            var definition = metadata.GetAssemblyDefinition();
            return new AssemblyFacts(
                metadata.GetString(definition.Name),
                definition.Version,
                [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle))
                    .Select(reference => new AssemblyReference(metadata.GetString(reference.Name), reference.Version))]);
        }
        catch (InvalidOperationException exception) // a module without an assembly manifest
        {
            throw new BadImageFormatException(exception.Message, exception);
        }
    }
}
