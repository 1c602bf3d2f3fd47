using System.Text.Json;

namespace ReWorkerHost.Binding;

/// <summary>
/// How a subcommand's class of parameters is read from a job: keys match ignoring case and underscores, unknown keys are ignored, and
/// every key that is missing, of the wrong type or out of range is named (protocol, "What bad input gets").
/// </summary>
internal sealed class ParametersModel
{
    private readonly ObjectReader reader;

    private ParametersModel(ObjectReader reader, IReadOnlyList<ParameterDescription> descriptions)
    {
        this.reader = reader;
        Descriptions = descriptions;
    }

    /// <summary>The parameters, in the order of declaration.</summary>
    public IReadOnlyList<ParameterDescription> Descriptions { get; }

    /// <summary>Reads a class of parameters.</summary>
    /// <exception cref="ParametersModelException">One of its members can't be read from JSON.</exception>
    public static ParametersModel For(Type type)
    {
        if (!type.IsClass || type.IsAbstract || type.IsArray || ReaderFactory.IsOfTheFramework(type))
        {
            throw new ParametersModelException($"{type.Name} is no class of parameters: use a class or record with a property for each parameter");
        }

        var reader = ObjectReader.For(type, new ReaderFactory());
        return new ParametersModel(reader, Describe(reader));
    }

    /// <summary>Makes a parameters object from a job.</summary>
    /// <param name="parameters">The job's <c>parameters</c>.</param>
    /// <param name="dynamic">The release's dynamic values.</param>
    public BindingResult Bind(JsonElement parameters, IReadOnlyDictionary<string, JsonElement> dynamic)
    {
        var errors = new List<string>();
        var value = reader.Read(new JsonKeys(parameters), new JsonKeys(dynamic), "", errors);
        return new BindingResult(value, errors);
    }

    private static List<ParameterDescription> Describe(ObjectReader reader)
    {
        var defaults = reader.CreateDefault();
        return [.. reader.Members.Select(member => new ParameterDescription(
            member.Key, member.TypeName, member.IsRequired, member.IsDynamic, DefaultOf(member, defaults), member.Bounds, member.Description))];
    }

    private static string? DefaultOf(MemberReader member, object? defaults)
    {
        if (member.IsRequired) return null;
        var value = defaults is null ? member.Default : member.Property!.GetValue(defaults);
        if (value is TimeSpan duration) value = duration.TotalSeconds; // as it is given in a job
        return ResultWriter.Write(value) is { } json ? System.Text.Encoding.UTF8.GetString(json) : null;
    }
}
