using System.Reflection;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Discovery;
using ReWorkerHost.Execution;

namespace ReWorkerHost.Loading;

/// <summary>Compares what a plugin was built against with what the host shares, before anything of the plugin is loaded.</summary>
internal static class ContractCheck
{
    /// <summary>The assemblies whose types host and plugin share. One of its transitive references by another version would split a type in two.</summary>
    public static IReadOnlyList<Assembly> Shared { get; } =
    [
        typeof(Worker).Assembly,
        typeof(Microsoft.Extensions.Logging.ILogger).Assembly,
        typeof(Microsoft.Extensions.DependencyInjection.IServiceCollection).Assembly,
        typeof(Microsoft.Extensions.Configuration.IConfiguration).Assembly,
        typeof(Microsoft.Extensions.Primitives.IChangeToken).Assembly,
    ];

    /// <summary>The contract's version that this host has.</summary>
    public static Version HostVersion { get; } = typeof(Worker).Assembly.GetName().Version!;

    /// <summary>Refuses a plugin whose contract or shared assemblies this host can't serve.</summary>
    /// <exception cref="PluginLoadException">Names both versions and the remedy.</exception>
    public static void Verify(AssemblyFacts facts)
    {
        foreach (var reference in facts.References)
        {
            if (reference.Name == PluginsFolder.ContractName) VerifyContract(reference.Version);
            else VerifyShared(reference);
        }
    }

    private static void VerifyContract(Version wanted)
    {
        if (wanted.Major == HostVersion.Major && wanted.Minor <= HostVersion.Minor) return;
        throw new PluginLoadException(
            $"contract mismatch: it was built for {PluginsFolder.ContractName} {wanted.ToString(2)}, and this host has {HostVersion.ToString(2)}: " +
            $"{(wanted > HostVersion ? "update the host, or build" : "build")} the plugin against {HostVersion.ToString(2)}");
    }

    private static void VerifyShared(AssemblyReference reference)
    {
        var shared = Shared.FirstOrDefault(assembly => assembly.GetName().Name == reference.Name)?.GetName();
        if (shared is null || reference.Version <= shared.Version) return;
        throw new PluginLoadException(
            $"it needs {reference.Name} {reference.Version}, which host and plugins share, and this host has {shared.Version}: " +
            "build the plugin against that version or update the host");
    }
}
