using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ReWorkerHost.Discovery;

/// <summary>What an assembly says of itself, read from its metadata without loading it or running any of it.</summary>
internal sealed record AssemblyFacts(string Name, Version Version, IReadOnlyList<AssemblyReference> References)
{
    /// <summary>Reads an assembly.</summary>
    /// <returns><see langword="null"/> for a library that is whole and not of .NET.</returns>
    /// <exception cref="BadImageFormatException">It is no library, or a part of one.</exception>
    public static AssemblyFacts? Read(byte[] bytes)
    {
        using var image = new PEReader(new MemoryStream(bytes));
        try
        {
            var end = image.PEHeaders.SectionHeaders.Max(section => (long)section.PointerToRawData + section.SizeOfRawData);
            if (end > bytes.Length) throw new BadImageFormatException($"it has {bytes.Length} bytes and should have {end} at least");
            if (!image.HasMetadata) return null;
            var metadata = image.GetMetadataReader();
            var definition = metadata.GetAssemblyDefinition();
            return new AssemblyFacts(
                metadata.GetString(definition.Name),
                definition.Version,
                [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle))
                    .Select(reference => new AssemblyReference(metadata.GetString(reference.Name), reference.Version))]);
        }
        catch (InvalidOperationException exception) // a module without an assembly manifest, or a header without sections
        {
            throw new BadImageFormatException(exception.Message, exception);
        }
    }
}
