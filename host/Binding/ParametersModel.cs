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
    /// <param name="type">The class.</param>
    /// <param name="documentation">What its members say of themselves. Default: what is read beside its assembly.</param>
    /// <exception cref="ParametersModelException">One of its members can't be read from JSON.</exception>
    public static ParametersModel For(Type type, XmlDocumentation? documentation = null)
    {
        if (!type.IsClass || type.IsAbstract || type.IsArray || ReaderFactory.IsOfTheFramework(type))
        {
            throw new ParametersModelException($"{type.Name} is no class of parameters: use a class or record with a property for each parameter");
        }

        var reader = ObjectReader.For(type, new ReaderFactory(documentation ?? new XmlDocumentation()));
        return new ParametersModel(reader, MemberDescriber.Describe(reader));
    }

    /// <summary>Makes a parameters object from a job.</summary>
    /// <param name="parameters">The job's <c>parameters</c>.</param>
    /// <param name="dynamic">The release's dynamic values.</param>
    public BindingResult Bind(JsonElement parameters, IReadOnlyDictionary<string, JsonElement> dynamic)
    {
        var errors = new List<string>();
        var value = reader.Read(new JsonKeys(parameters), new JsonKeys(dynamic, []), "", errors);
        return new BindingResult(value, errors);
    }

    /// <summary>Says what is wrong with a job some of whose dynamic values are not known yet.</summary>
    /// <param name="parameters">The job's <c>parameters</c>.</param>
    /// <param name="dynamic">The dynamic values that are known.</param>
    /// <param name="promised">The names of those that are not, and will be given. Where one is needed, rules about several parameters are not asked.</param>
    public IReadOnlyList<string> Check(JsonElement parameters, IReadOnlyDictionary<string, JsonElement> dynamic, IReadOnlyCollection<string> promised)
    {
        var errors = new List<string>();
        reader.Read(new JsonKeys(parameters), new JsonKeys(dynamic, promised), "", errors);
        return errors;
    }
}
