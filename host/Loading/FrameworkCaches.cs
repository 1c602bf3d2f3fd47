using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Reflection.Metadata;
using System.Runtime.Loader;
using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Loading;

/// <summary>
/// Empties what the shared framework remembers of types, so that types of retired plugins don't keep their load context in memory.
/// The caches fill again by themselves.
/// </summary>
internal static class FrameworkCaches
{
    private static readonly string[] DescriptorTables = ["s_providerTable", "s_defaultProviderInitialized", "s_providerTypeTable"];
    private static readonly string[] ReflectionTables = ["s_attributeCache"];
    private static readonly string[] ValidationTables = ["_typeStoreItems"];
    private static readonly string[] MetadataTables = ["s_metadataTypeCache", "s_typeMemberCache", "s_validatedMetadataTypeCache"];
    private static readonly HashSet<string> Missing = [];

    /// <summary>Empties them. What can't be emptied is logged once.</summary>
    public static void Clear(ILogger logger)
    {
        foreach (var clear in Handlers())
        {
            try
            {
                clear.Invoke(null, [null]);
            }
            catch (TargetInvocationException exception)
            {
                Once(clear.DeclaringType!.FullName!, () => Log.CacheFailed(logger, exception.InnerException, clear.DeclaringType.FullName!));
            }
        }

        Empty(typeof(TypeDescriptor), DescriptorTables, logger);
        Empty(typeof(TypeDescriptor).Assembly.GetType("System.ComponentModel.ReflectTypeDescriptionProvider"), ReflectionTables, logger);
        Empty(OfValidation("ValidationAttributeStore"), ValidationTables, logger);
        Empty(OfValidation("AssociatedMetadataTypeTypeDescriptor+TypeDescriptorCache"), MetadataTables, logger);
    }

    /// <summary>
    /// What the framework offers for hot reload: every assembly with a cache of types names a class that empties it
    /// (<see cref="MetadataUpdateHandlerAttribute"/>).
    /// </summary>
    private static IEnumerable<MethodInfo> Handlers() =>
        AssemblyLoadContext.Default.Assemblies
            .SelectMany(assembly => assembly.GetCustomAttributes<MetadataUpdateHandlerAttribute>())
            .Select(attribute => attribute.HandlerType.GetMethod("ClearCache", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic, [typeof(Type[])]))
            .OfType<MethodInfo>();

    private static Type? OfValidation(string type) => typeof(Validator).Assembly.GetType($"{typeof(Validator).Namespace}.{type}");

    /// <summary>TypeDescriptor's own handler frees nothing in .NET 10, and DataAnnotations has none, so their tables are emptied from outside.</summary>
    private static void Empty(Type? owner, string[] tables, ILogger logger)
    {
        foreach (var name in tables)
        {
            try
            {
                var field = owner?.GetField(name, BindingFlags.Static | BindingFlags.Instance | BindingFlags.NonPublic);
                var single = field?.IsStatic == false ? owner!.GetProperty("Instance", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)?.GetValue(null) : null;
                var table = field?.GetValue(single);
                if (field is not null && table is null) continue; // it is made when it is needed
                if (table is not null && ClearOf(table) is { } clear) clear();
                else Once(name, () => Log.CacheMissing(logger, name));
            }
            catch (Exception exception) when (exception is TargetException or TargetInvocationException or NotSupportedException or InvalidOperationException)
            {
                Once(name, () => Log.CacheFailed(logger, exception, name));
            }
        }
    }

    private static Action? ClearOf(object table)
    {
        if (table is Hashtable shared)
        {
            return () =>
            {
                lock (shared.SyncRoot) shared.Clear();
            };
        }

        return table.GetType().GetMethod("Clear", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, Type.EmptyTypes) is { } method
            ? () => method.Invoke(table, null)
            : null;
    }

    private static void Once(string name, Action say)
    {
        lock (Missing)
        {
            if (Missing.Add(name)) say();
        }
    }
}
