using System.Reflection;
using System.Text.Json;

namespace ReWorkerHost.Binding;

/// <summary>Finds how values of a type are read. Nothing is kept outside the model, so that nothing pins the plugin's types.</summary>
internal sealed class ReaderFactory(XmlDocumentation documentation)
{
    private const int DeepestNesting = 32;
    private readonly NullabilityInfoContext nullability = new();
    private readonly Stack<Type> open = new();

    /// <summary>What the types say of themselves.</summary>
    public XmlDocumentation Documentation => documentation;

    /// <summary>The reader of a property.</summary>
    public ElementReader For(PropertyInfo property) => For(property.PropertyType, nullability.Create(property), property.Name);

    /// <summary>The reader of a constructor's parameter.</summary>
    public ElementReader For(ParameterInfo parameter) => For(parameter.ParameterType, nullability.Create(parameter), parameter.Name!);

    /// <summary>The type is .NET's own, whose properties are no parameters.</summary>
    public static bool IsOfTheFramework(Type type) => type.Namespace is "System" || type.Namespace?.StartsWith("System.", StringComparison.Ordinal) == true;

    private ElementReader For(Type type, NullabilityInfo info, string place)
    {
        var bare = Nullable.GetUnderlyingType(type);
        return new ElementReader(Reader(bare ?? type, info, place), bare is not null || (!type.IsValueType && info.WriteState == NullabilityState.Nullable));
    }

    private IValueReader Reader(Type type, NullabilityInfo info, string place)
    {
        if (ScalarReader.For(type) is { } scalar) return scalar;
        if (type.IsEnum) return new EnumReader(type, documentation);
        if (type == typeof(JsonElement) || type == typeof(object)) return new RawReader();
        if (DictionaryReader.ItemOf(type) is { } value) return new DictionaryReader(value, For(value, info.GenericTypeArguments[1], place));
        if (ListReader.ItemOf(type) is { } item) return new ListReader(type, item, For(item, info.ElementType ?? info.GenericTypeArguments[0], place));
        if (type.IsAbstract || type.IsPointer || type.IsByRef || typeof(Delegate).IsAssignableFrom(type) || IsOfTheFramework(type))
        {
            throw new ParametersModelException($"{place} is a {type.Name}, which can't be read from JSON: use a string, number, boolean, enum, list, dictionary with string keys, a class of these, or JsonElement");
        }

        if (open.Contains(type) || open.Count >= DeepestNesting) throw new ParametersModelException($"{place} nests {type.Name} in itself: use JsonElement for it");
        open.Push(type);
        var model = ObjectReader.For(type, this);
        open.Pop();
        return model;
    }
}
