using System.ComponentModel;
using System.Reflection;
using System.Xml;
using System.Xml.Linq;

namespace ReWorkerHost.Binding;

/// <summary>
/// What members say of themselves: <c>[Description]</c>, or the XML documentation file beside their assembly. It is a courtesy to the
/// reader of <c>describe</c>, so a file that is missing or damaged is no error. Only texts leave it: no type of a plugin is kept.
/// </summary>
internal sealed class XmlDocumentation
{
    private const long MostBytes = 16 * 1024 * 1024;
    private const int DeepestInheritance = 8;
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true };
    private readonly Dictionary<string, Dictionary<string, XElement>> files = [];

    /// <summary>The description of a type, method, property or field, or <see langword="null"/>.</summary>
    public string? Of(MemberInfo member) => member.GetCustomAttribute<DescriptionAttribute>()?.Description ?? Summary(member, 0);

    /// <summary>The description of a constructor's parameter; a record's are in the comment on the record.</summary>
    public string? Of(ParameterInfo parameter) =>
        (from place in new[] { parameter.Member, parameter.Member.DeclaringType! }
         from element in Find(place)?.Elements("param") ?? []
         where (string?)element.Attribute("name") == parameter.Name
         select XmlText.Of(element)).FirstOrDefault(text => text is not null);

    private string? Summary(MemberInfo member, int depth)
    {
        if (depth > DeepestInheritance || Find(member) is not { } element) return null;
        if (XmlText.Of(element.Element("summary")) is { } text) return text;
        if (element.Element("inheritdoc") is not { } inherited) return null;
        return inherited.Attribute("cref") is { } cref
            ? XmlText.Of(FileOf(member).GetValueOrDefault(cref.Value)?.Element("summary"))
            : Ancestors(member).Select(ancestor => Summary(ancestor, depth + 1)).FirstOrDefault(found => found is not null);
    }

    private static IEnumerable<MemberInfo> Ancestors(MemberInfo member)
    {
        var type = member as Type ?? member.DeclaringType!;
        var ancestors = type.GetInterfaces().AsEnumerable();
        if (type.BaseType is { } parent) ancestors = ancestors.Prepend(parent);
        return member switch
        {
            Type => ancestors,
            PropertyInfo => ancestors.Select(ancestor => ancestor.GetProperty(member.Name)).OfType<MemberInfo>(),
            MethodInfo method => ancestors.Select(ancestor => ancestor.GetMethod(method.Name, [.. method.GetParameters().Select(parameter => parameter.ParameterType)])).OfType<MemberInfo>(),
            _ => [],
        };
    }

    private XElement? Find(MemberInfo member) => FileOf(member).GetValueOrDefault(MemberId.Of(member));

    private Dictionary<string, XElement> FileOf(MemberInfo member)
    {
        var assembly = member.Module.Assembly.Location;
        if (!files.TryGetValue(assembly, out var members)) files[assembly] = members = assembly.Length == 0 ? [] : Read(Path.ChangeExtension(assembly, ".xml"));
        return members;
    }

    private static Dictionary<string, XElement> Read(string path)
    {
        var members = new Dictionary<string, XElement>();
        try
        {
            if (!File.Exists(path) || new FileInfo(path).Length > MostBytes) return members;
            using var reader = XmlReader.Create(path, Settings);
            foreach (var element in XElement.Load(reader).Elements("members").Elements("member"))
            {
                if ((string?)element.Attribute("name") is { } name) members.TryAdd(name, element);
            }
        }
        catch (Exception exception) when (exception is XmlException or IOException or UnauthorizedAccessException)
        {
            members.Clear(); // half a file would describe one half of the workers
        }

        return members;
    }
}
