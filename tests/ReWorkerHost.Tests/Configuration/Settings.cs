using Microsoft.Extensions.Configuration;
using ReWorkerHost.Configuration;

namespace ReWorkerHost.Tests.Configuration;

/// <summary>Settings as some source would give them.</summary>
internal static class Settings
{
    /// <summary>Settings from <c>key=value</c> pairs.</summary>
    public static IConfiguration Of(params string[] pairs) => new ConfigurationBuilder()
        .AddInMemoryCollection(pairs.Select(pair => pair.Split('=', 2)).Select(pair => KeyValuePair.Create<string, string?>(pair[0], pair[1])))
        .Build();

    /// <summary>The errors that a reader finds in settings.</summary>
    public static IReadOnlyList<string> Errors(Func<IConfiguration, object> read, params string[] pairs) =>
        Assert.Throws<ConfigurationException>(() => read(Of(pairs))).Errors;
}
