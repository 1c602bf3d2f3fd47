using System.Text;
using System.Text.Json.Nodes;

namespace ReWorkerHost.Binding;

/// <summary>Describes the members of a class of parameters. Texts and JSON come of it, and no type of the plugin.</summary>
internal static class MemberDescriber
{
    /// <summary>Describes them, in the order of declaration.</summary>
    public static IReadOnlyList<ParameterDescription> Describe(ObjectReader reader)
    {
        var defaults = reader.CreateDefault();
        return [.. reader.Members.Select(member => Describe(member, defaults))];
    }

    private static ParameterDescription Describe(MemberReader member, object? defaults)
    {
        var value = defaults is null || member.Property is not { CanRead: true } property ? member.Default : property.GetValue(defaults);
        // A default that breaks the member's own rules is refused as well, so the member must be given.
        var isRequired = member.IsRequired || (defaults is not null && !member.Allows(value));
        var otherwise = isRequired ? null : Json(value);
        var schema = member.Schema;
        if (member.Description is { } about) schema["description"] = about;
        if (otherwise is not null) schema["default"] = JsonNode.Parse(otherwise);
        return new ParameterDescription(member.Key, member.DescribedType, isRequired, member.IsDynamic, otherwise, member.Bounds, member.Description, schema);
    }

    private static string? Json(object? value)
    {
        if (value is TimeSpan duration) value = duration.TotalSeconds; // as it is given in a job
        return ResultWriter.Write(value) is { } json ? Encoding.UTF8.GetString(json) : null;
    }
}
