using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using DynamicAttribute = ReWorkerHost.Abstractions.DynamicAttribute;

namespace ReWorkerHost.Binding;

/// <summary>Reads one member of a class: a property, or a constructor's parameter.</summary>
internal sealed class MemberReader
{
    private readonly ElementReader reader;
    private readonly IReadOnlyList<ValidationAttribute> rules;

    private MemberReader(string name, PropertyInfo? property, ElementReader reader, bool isRequired, object? otherwise, IEnumerable<Attribute> attributes, string? documented)
    {
        var all = attributes.ToList();
        var dynamic = all.OfType<DynamicAttribute>().FirstOrDefault();
        Name = name;
        Key = dynamic?.Name ?? ParameterName.Of(name);
        Property = property;
        this.reader = reader;
        Default = otherwise;
        IsDynamic = dynamic is not null;
        IsRequired = isRequired || all.OfType<RequiredAttribute>().Any();
        Description = all.OfType<DescriptionAttribute>().FirstOrDefault()?.Description ?? documented;
        rules = [.. all.OfType<ValidationAttribute>()];
    }

    /// <summary>The member's name in the class.</summary>
    public string Name { get; }

    /// <summary>Its key in a job.</summary>
    public string Key { get; }

    /// <summary>The property that holds it, or <see langword="null"/> where a constructor's parameter keeps it to itself.</summary>
    public PropertyInfo? Property { get; }

    /// <summary>The type in words.</summary>
    public string TypeName => reader.TypeName;

    /// <summary>The type in words for a description, which has the bounds beside it: of two limits the narrower is said, and once.</summary>
    public string DescribedType => rules.OfType<RangeAttribute>().Any() ? reader.UnlimitedTypeName : reader.TypeName;

    /// <summary>The values that it takes, as a JSON Schema; each call makes another one.</summary>
    public JsonObject Schema
    {
        get
        {
            var schema = reader.Schema;
            foreach (var rule in rules) RuleSchema.Add(schema, rule);
            return schema;
        }
    }

    /// <summary>A step without it is refused.</summary>
    public bool IsRequired { get; }

    /// <summary>It comes from the release's dynamic values.</summary>
    public bool IsDynamic { get; }

    /// <summary>A constructor parameter's default.</summary>
    public object? Default { get; }

    /// <summary>What it is for, or <see langword="null"/>.</summary>
    public string? Description { get; }

    /// <summary>What its value must hold to, in words.</summary>
    public IReadOnlyList<string> Bounds => RuleWords.Of(rules, Schema, Key);

    /// <summary>How a property is read. What C# calls <c>required</c> is required.</summary>
    public static MemberReader For(PropertyInfo property, ReaderFactory readers) => new(
        property.Name, property, readers.For(property), property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute), inherit: false), null, property.GetCustomAttributes(), readers.Documentation.Of(property));

    /// <summary>How a constructor's parameter is read. One without a default is required; the attributes of its property hold too.</summary>
    public static MemberReader For(ParameterInfo parameter, Type type, ReaderFactory readers)
    {
        var property = type.GetProperty(parameter.Name!, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
        var attributes = parameter.GetCustomAttributes().Concat(property?.GetCustomAttributes() ?? []);
        var otherwise = parameter.HasDefaultValue ? parameter.DefaultValue ?? Empty(parameter.ParameterType) : null;
        return new MemberReader(property?.Name ?? parameter.Name!, property, readers.For(parameter), !parameter.HasDefaultValue, otherwise, attributes, (property is null ? null : readers.Documentation.Of(property)) ?? readers.Documentation.Of(parameter));
    }

    /// <summary>A key below a path.</summary>
    public static string PathOf(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    /// <summary>Reads the member, or notes that it is missing or wrong.</summary>
    public MemberValue Read(JsonKeys keys, JsonKeys? dynamic, string path, List<string> errors)
    {
        var source = IsDynamic ? dynamic ?? keys : keys;
        var place = PathOf(path, source.Spelling(Key));
        if (source.TryGet(Key, out var json)) return new MemberValue(true, reader.Read(json, place, errors));
        if (IsRequired && !source.IsPromised(Key)) errors.Add($"{place}: it is missing, expected {(IsDynamic ? "a dynamic value, " : "")}{reader.TypeName}");
        return default;
    }

    /// <summary>Holds the member's value to its attributes. They are asked directly: the framework's validator keeps what it has seen for ever.</summary>
    public void Validate(object instance, JsonKeys keys, string path, List<string> errors)
    {
        if (rules.Count == 0 || Property is null) return;
        var key = keys.Spelling(Key);
        var context = new ValidationContext(instance) { MemberName = Name, DisplayName = key };
        var value = Property.GetValue(instance);
        foreach (var rule in rules)
        {
            if (rule.GetValidationResult(value, context) is { } problem) errors.Add($"{PathOf(path, key)}: {problem.ErrorMessage}");
        }
    }

    /// <summary>Holds a value to those rules that need no whole object, for a job in which other parameters are wrong.</summary>
    public void ValidateAlone(MemberValue given, JsonKeys keys, string path, List<string> errors)
    {
        if (given.Value is null) return; // not given, or told already
        var key = keys.Spelling(Key);
        foreach (var rule in rules.Where(rule => !rule.RequiresValidationContext && !rule.IsValid(given.Value))) errors.Add($"{PathOf(path, key)}: {rule.FormatErrorMessage(key)}");
    }

    /// <summary>Whether a value holds to those rules that are .NET's own. One that does not fit its member's type is told when a step comes.</summary>
    public bool Allows(object? value) => rules.All(rule => rule switch
    {
        RangeAttribute range when RuleSchema.Number(range.Minimum) is { } least && RuleSchema.Number(range.Maximum) is { } most && RuleSchema.Number(value) is { } number => number >= least && number <= most,
        StringLengthAttribute or RegularExpressionAttribute when value is string => rule.IsValid(value),
        MinLengthAttribute or LengthAttribute when value is string or System.Collections.ICollection => rule.IsValid(value),
        AllowedValuesAttribute => rule.IsValid(value),
        _ => true,
    });

    private static object? Empty(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;
}
