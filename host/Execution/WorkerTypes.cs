using System.Reflection;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Execution;

/// <summary>Finds the worker classes of a plugin.</summary>
internal static class WorkerTypes
{
    private static readonly Type[] Bases = [typeof(Worker), typeof(OutputWorker), typeof(NotificationWorker)];

    /// <summary>The public, instantiable worker classes of the main assembly, in the order of their names.</summary>
    /// <exception cref="PluginLoadException">There is none.</exception>
    public static IReadOnlyList<Type> Find(Assembly assembly)
    {
        var types = assembly.GetExportedTypes()
            .Where(type => type is { IsAbstract: false, IsGenericTypeDefinition: false } && Bases.Any(type.IsAssignableTo))
            .OrderBy(type => type.FullName, StringComparer.Ordinal).ToList();
        if (types.Count > 0) return types;
        throw new PluginLoadException(
            $"it has no worker: no public class of {assembly.GetName().Name} derives from Worker, OutputWorker or NotificationWorker");
    }
}
