using System.Reflection;

namespace ReWorkerHost.Binding;

/// <summary>The names that an XML documentation file has for members: <c>P:Frobbing.FrobParameters.Times</c>.</summary>
internal static class MemberId
{
    /// <summary>A member's name.</summary>
    public static string Of(MemberInfo member) => member switch
    {
        Type type => $"T:{Name(type)}",
        MethodBase method => Method(method),
        FieldInfo => $"F:{Name(member.DeclaringType!)}.{member.Name}",
        _ => $"P:{Name(member.DeclaringType!)}.{member.Name}",
    };

    private static string Method(MethodBase method)
    {
        // A method of Base<int> is documented as one of Base<T>.
        var declared = method.DeclaringType!.IsGenericType ? method.Module.ResolveMethod(method.MetadataToken)! : method;
        var arguments = string.Join(',', declared.GetParameters().Select(parameter => Argument(parameter.ParameterType)));
        return $"M:{Name(declared.DeclaringType!)}.{declared.Name.Replace('.', '#')}{(arguments.Length == 0 ? "" : $"({arguments})")}";
    }

    private static string Name(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static string Argument(Type type)
    {
        if (type.IsByRef) return $"{Argument(type.GetElementType()!)}@";
        if (type.IsSZArray) return $"{Argument(type.GetElementType()!)}[]";
        if (type.IsGenericParameter) return $"{(type.DeclaringMethod is null ? "`" : "``")}{type.GenericParameterPosition}";
        return type.IsGenericType
            ? $"{Name(type).Split('`')[0]}{{{string.Join(',', type.GetGenericArguments().Select(Argument))}}}"
            : Name(type);
    }
}
