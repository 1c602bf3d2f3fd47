using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReWorkerHost.Binding;

/// <summary>Reads an object into a class, by its constructor and its settable properties, and validates it.</summary>
internal sealed class ObjectReader : IValueReader
{
    private readonly Type type;
    private readonly ConstructorInfo? constructor;
    private readonly IReadOnlyList<MemberReader> arguments;
    private readonly IReadOnlyList<MemberReader> properties;

    private ObjectReader(Type type, ConstructorInfo? constructor, IReadOnlyList<MemberReader> arguments, IReadOnlyList<MemberReader> properties)
    {
        this.type = type;
        this.constructor = constructor;
        this.arguments = arguments;
        this.properties = properties;
    }

    /// <inheritdoc/>
    public string TypeName => $"an object ({string.Join(", ", Members.Select(member => member.Key))})";

    /// <inheritdoc/>
    public JsonObject Schema => ObjectSchema.Of(MemberDescriber.Describe(this));

    /// <summary>All that can be given, the constructor's first.</summary>
    public IEnumerable<MemberReader> Members => arguments.Concat(properties);

    /// <summary>Reads how a class binds.</summary>
    /// <exception cref="ParametersModelException">It can't.</exception>
    public static ObjectReader For(Type type, ReaderFactory readers)
    {
        var constructor = ChooseConstructor(type);
        MemberReader[] arguments = [.. (constructor?.GetParameters() ?? []).Select(parameter => MemberReader.For(parameter, type, readers))];
        var taken = arguments.Select(argument => argument.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        MemberReader[] properties =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0 && !taken.Contains(property.Name))
                .OrderBy(property => property.MetadataToken)
                .Select(property => MemberReader.For(property, readers)),
        ];
        var twins = arguments.Concat(properties).GroupBy(member => member.Key, ParameterName.Comparer).FirstOrDefault(group => group.Count() > 1);
        if (twins is not null) throw new ParametersModelException($"{type.Name} has two parameters named {twins.Key} (names match ignoring case and underscores): rename one");
        return new ObjectReader(type, constructor, arguments, properties);
    }

    /// <inheritdoc/>
    public object? Read(JsonElement json, string path, List<string> errors)
    {
        if (json.ValueKind == JsonValueKind.Object) return Read(new JsonKeys(json), dynamic: null, path, errors);
        errors.Add(JsonKind.Mismatch(path, "an object", json));
        return null;
    }

    /// <summary>Reads the object from its keys and, for members marked so, from the dynamic values.</summary>
    /// <returns>The object, or <see langword="null"/> where there are errors.</returns>
    public object? Read(JsonKeys keys, JsonKeys? dynamic, string path, List<string> errors)
    {
        var before = errors.Count;
        var constructed = arguments.Select(argument => argument.Read(keys, dynamic, path, errors)).ToArray();
        var assigned = properties.Select(property => property.Read(keys, dynamic, path, errors)).ToArray();
        if (errors.Count > before || (dynamic is not null && Members.Any(member => member.IsDynamic && dynamic.IsPromised(member.Key))))
        {
            foreach (var (member, given) in Members.Zip(constructed.Concat(assigned))) member.ValidateAlone(given, keys, path, errors);
            return null;
        }

        var instance = Create([.. constructed.Select((value, index) => value.IsGiven ? value.Value : arguments[index].Default)]);
        for (var index = 0; index < properties.Count; index++)
        {
            if (assigned[index].IsGiven) properties[index].Property!.SetValue(instance, assigned[index].Value, BindingFlags.DoNotWrapExceptions, null, null, null);
        }

        Validate(instance, keys, path, errors);
        return errors.Count > before ? null : instance;
    }

    /// <summary>An object with nothing given, for its defaults; <see langword="null"/> where a constructor wants values.</summary>
    public object? CreateDefault() => arguments.Count == 0 ? Create([]) : null;

    private object Create(object?[] values) => constructor is null
        ? Activator.CreateInstance(type)!
        : constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, values, null);

    private void Validate(object instance, JsonKeys keys, string path, List<string> errors)
    {
        foreach (var member in Members) member.Validate(instance, keys, path, errors);
        if (instance is not IValidatableObject self) return;
        var context = new ValidationContext(instance) { DisplayName = type.Name };
        foreach (var result in self.Validate(context).Where(result => result != ValidationResult.Success))
        {
            var names = string.Join(", ", result.MemberNames.Select(name => MemberReader.PathOf(path, ParameterName.Of(name))));
            errors.Add(names.Length > 0 ? $"{names}: {result.ErrorMessage}" : $"{result.ErrorMessage}");
        }
    }

    private static ConstructorInfo? ChooseConstructor(Type type)
    {
        var all = type.GetConstructors();
        if (all.FirstOrDefault(constructor => constructor.GetParameters().Length == 0) is { } plain) return plain;
        if (type.IsValueType && all.Length == 0) return null;
        return all.Length == 1 ? all[0] : throw new ParametersModelException($"{type.Name} has {all.Length} public constructors with parameters: keep one, or add one without parameters");
    }
}
