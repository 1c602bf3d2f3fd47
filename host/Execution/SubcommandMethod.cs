using System.Reflection;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Binding;

namespace ReWorkerHost.Execution;

/// <summary>A method that carries out a subcommand.</summary>
internal sealed class SubcommandMethod
{
    private readonly MethodInfo method;
    private readonly Type[] arguments;

    private SubcommandMethod(MethodInfo method, SubcommandAttribute attribute, string? documented, ParametersModel? parameters)
    {
        this.method = method;
        arguments = [.. method.GetParameters().Select(parameter => parameter.ParameterType)];
        Name = attribute.Name ?? method.Name;
        Description = attribute.Description ?? documented;
        Parameters = parameters;
    }

    /// <summary>The subcommand's name.</summary>
    public string Name { get; }

    /// <summary>What it does, or <see langword="null"/>.</summary>
    public string? Description { get; }

    /// <summary>How its parameters bind, or <see langword="null"/> where it takes none.</summary>
    public ParametersModel? Parameters { get; }

    /// <summary>Reads a method marked with <see cref="SubcommandAttribute"/>.</summary>
    /// <exception cref="PluginLoadException">Its signature can't be called.</exception>
    public static SubcommandMethod Read(MethodInfo method, XmlDocumentation documentation)
    {
        var place = $"{method.DeclaringType!.Name}.{method.Name}";
        if (method.IsGenericMethodDefinition) throw new PluginLoadException($"{place} is generic and can't be a subcommand");
        if (!ResultOf(method.ReturnType, out _))
        {
            throw new PluginLoadException($"{place} returns {method.ReturnType.Name}: a subcommand returns Task, ValueTask, or one of them with a result");
        }

        var types = method.GetParameters().Select(parameter => parameter.ParameterType).ToList();
        var own = types.Where(type => type != typeof(StepContext) && type != typeof(CancellationToken)).ToList();
        if (own.Count > 1 || types.Count != types.Distinct().Count())
        {
            throw new PluginLoadException($"{place} takes ({string.Join(", ", types.Select(type => type.Name))}): it may take one class of parameters, a StepContext and a CancellationToken, each once");
        }

        try
        {
            return new SubcommandMethod(method, method.GetCustomAttribute<SubcommandAttribute>()!, documentation.Of(method), own.Count == 0 ? null : ParametersModel.For(own[0], documentation));
        }
        catch (ParametersModelException exception)
        {
            throw new PluginLoadException($"{place}: {exception.Message}", exception);
        }
    }

    /// <summary>Calls the method and waits for its end.</summary>
    /// <returns>Its result, or <see langword="null"/> where it has none.</returns>
    public async Task<object?> InvokeAsync(Worker worker, object? parameters, StepContext context, CancellationToken cancellationToken)
    {
        var values = arguments.Select(type =>
            type == typeof(StepContext) ? context : type == typeof(CancellationToken) ? (object)cancellationToken : parameters).ToArray();
        var returned = method.Invoke(worker, BindingFlags.DoNotWrapExceptions, null, values, null);
        ResultOf(method.ReturnType, out var hasResult);
        var task = returned switch
        {
            Task already => already,
            ValueTask plain => plain.AsTask(),
            null => throw new InvalidOperationException($"{method.Name} returned null in place of a task."),
            _ => (Task)method.ReturnType.GetMethod(nameof(ValueTask<int>.AsTask))!.Invoke(returned, null)!,
        };
        await task.ConfigureAwait(false);
        return hasResult ? task.GetType().GetProperty(nameof(Task<object>.Result))!.GetValue(task) : null;
    }

    private static bool ResultOf(Type type, out bool hasResult)
    {
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        hasResult = definition == typeof(Task<>) || definition == typeof(ValueTask<>);
        return hasResult || type == typeof(Task) || type == typeof(ValueTask);
    }
}
