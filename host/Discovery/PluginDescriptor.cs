namespace ReWorkerHost.Discovery;

/// <summary>A plugin as it lies in the plugins folder.</summary>
/// <param name="Name">The plugin's name: its folder's, or a loose DLL's without the ending.</param>
/// <param name="BaseFolder">The folder that <paramref name="Files"/> are relative to.</param>
/// <param name="MainAssembly">The main assembly, relative to <paramref name="BaseFolder"/>.</param>
/// <param name="Files">Every file that belongs to the plugin, relative to <paramref name="BaseFolder"/>, in ordinal order.</param>
/// <param name="ContentHash">SHA-256 over names and contents of <paramref name="Files"/>, in lower-case hexadecimal.</param>
/// <param name="Facts">What the main assembly's metadata says.</param>
internal sealed record PluginDescriptor(
    string Name, string BaseFolder, string MainAssembly, IReadOnlyList<string> Files, string ContentHash, AssemblyFacts Facts);
