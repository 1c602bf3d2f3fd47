using System.Reflection;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Binding;

namespace ReWorkerHost.Execution;

/// <summary>The subcommands of a worker class.</summary>
internal sealed class SubcommandSet
{
    private const string Any = "*";
    private readonly Dictionary<string, SubcommandMethod> methods;

    private SubcommandSet(Dictionary<string, SubcommandMethod> methods, bool takesRawSteps)
    {
        this.methods = methods;
        TakesRawSteps = takesRawSteps;
    }

    /// <summary>The worker overrides <see cref="Worker.ExecuteAsync"/> and takes every step itself.</summary>
    public bool TakesRawSteps { get; }

    /// <summary>The subcommands' names as they were declared.</summary>
    public IEnumerable<string> Names => methods.Values.Select(method => method.Name);

    /// <summary>The methods, in the order of declaration.</summary>
    public IEnumerable<SubcommandMethod> Methods => methods.Values;

    /// <summary>Reads a worker class.</summary>
    /// <exception cref="PluginLoadException">It has no subcommand, two of one name, or one that can't be called.</exception>
    public static SubcommandSet Read(Type type, XmlDocumentation documentation)
    {
        var marked = type.GetMethods(BindingFlags.Public | BindingFlags.Instance)
            .Where(method => method.GetCustomAttribute<SubcommandAttribute>() is not null).ToList();
        var raw = type.GetMethod(nameof(Worker.ExecuteAsync), [typeof(StepContext)])!.DeclaringType != typeof(Worker);
        if (marked.Count == 0 && !raw)
        {
            throw new PluginLoadException($"{type.Name} has no subcommand: mark a public method with [Subcommand], or override ExecuteAsync");
        }

        if (marked.Count > 0 && raw)
        {
            throw new PluginLoadException($"{type.Name} overrides ExecuteAsync and has [Subcommand] methods too, which would never be called: keep one of the two");
        }

        var methods = new Dictionary<string, SubcommandMethod>(StringComparer.OrdinalIgnoreCase);
        foreach (var method in marked)
        {
            var subcommand = SubcommandMethod.Read(method, documentation);
            if (!methods.TryAdd(subcommand.Name, subcommand))
            {
                throw new PluginLoadException($"{type.Name} has two subcommands named {subcommand.Name} (names match ignoring case): rename one");
            }
        }

        return new SubcommandSet(methods, raw);
    }

    /// <summary>The method for a subcommand, the one that takes any, or <see langword="null"/>.</summary>
    public SubcommandMethod? Find(string subcommand) => methods.GetValueOrDefault(subcommand) ?? methods.GetValueOrDefault(Any);
}
