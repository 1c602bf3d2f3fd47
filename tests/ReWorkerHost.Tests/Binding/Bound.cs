using System.Text.Json;
using ReWorkerHost.Binding;

namespace ReWorkerHost.Tests.Binding;

/// <summary>Binds JSON texts as a job's parameters.</summary>
internal static class Bound
{
    /// <summary>The parameters object that a text becomes.</summary>
    public static T To<T>(string parameters, string dynamic = "{}") where T : class
    {
        var result = Result(typeof(T), parameters, dynamic);
        Assert.Empty(result.Errors);
        return Assert.IsType<T>(result.Value);
    }

    /// <summary>What is wrong with a text.</summary>
    public static IReadOnlyList<string> Errors<T>(string parameters, string dynamic = "{}") => Errors(typeof(T), parameters, dynamic);

    /// <summary>What is wrong with a text.</summary>
    public static IReadOnlyList<string> Errors(Type type, string parameters, string dynamic = "{}")
    {
        var result = Result(type, parameters, dynamic);
        Assert.Null(result.Value);
        Assert.NotEmpty(result.Errors);
        return result.Errors;
    }

    /// <summary>What becomes of a text.</summary>
    public static BindingResult Result(Type type, string parameters, string dynamic = "{}") => ParametersModel.For(type).Bind(
        JsonElement.Parse(parameters), JsonElement.Parse(dynamic).EnumerateObject().ToDictionary(value => value.Name, value => value.Value));
}
