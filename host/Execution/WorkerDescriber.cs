using System.Reflection;
using System.Text.RegularExpressions;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Binding;

namespace ReWorkerHost.Execution;

/// <summary>Reads what a worker class says of itself.</summary>
internal static partial class WorkerDescriber
{
    /// <summary>Describes a worker class.</summary>
    /// <exception cref="PluginLoadException">Its name can't be a queue's.</exception>
    public static WorkerDescription Describe(Type type, SubcommandSet? subcommands, XmlDocumentation documentation)
    {
        var attribute = type.GetCustomAttribute<WorkerAttribute>();
        var name = attribute?.Name ?? type.Name.ToLowerInvariant();
        if (!ValidName().IsMatch(name))
        {
            throw new PluginLoadException($"{type.Name} is named \"{name}\": a worker's name has 1 to 100 lower-case letters, digits, '-', '_' and '.'");
        }

        var kind = type.IsAssignableTo(typeof(OutputWorker)) ? WorkerKind.Output
            : type.IsAssignableTo(typeof(NotificationWorker)) ? WorkerKind.Notifications : WorkerKind.Steps;
        string[] defaults = kind switch
        {
            WorkerKind.Output => ["output"],
            WorkerKind.Notifications => [$"notify.{name}", $"worker.{name}"],
            _ => [$"worker.{name}"],
        };
        return new WorkerDescription(
            name, type.Name, kind, attribute?.Description ?? documentation.Of(type),
            attribute?.Bindings is { Length: > 0 } bindings ? bindings : defaults,
            [.. (subcommands?.Methods ?? []).Select(method => new SubcommandDescription(method.Name, method.Description, method.Parameters?.Descriptions ?? []))]);
    }

    [GeneratedRegex(@"^[a-z0-9_.\-]{1,100}\z")]
    private static partial Regex ValidName();
}
