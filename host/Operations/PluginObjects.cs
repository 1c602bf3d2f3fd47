using System.Reflection;

namespace ReWorkerHost.Operations;

/// <summary>
/// Hands the log the values of a plugin's object in place of the object: NLog remembers the types of what it takes apart (<c>{@thing}</c>),
/// and would keep the plugin in memory by them.
/// </summary>
internal static class PluginObjects
{
    /// <summary>The values of an object's properties by their names, or <see langword="null"/> for an object that is no plugin's.</summary>
    public static object? Reduce(object obj)
    {
        var type = obj.GetType();
        if (!type.IsCollectible) return null; // the host's own, which stays in any case
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            if (!property.CanRead || property.GetIndexParameters().Length > 0) continue;
            try
            {
                values[property.Name] = property.GetValue(obj);
            }
            catch (Exception exception) // a getter of the plugin's
            {
                values[property.Name] = exception.GetBaseException().Message;
            }
        }

        return values;
    }
}
