using System.Diagnostics.Metrics;
using System.Reflection;
using Npgsql;

namespace ReWorkerHost.Plugins.Sql;

/// <summary>
/// Npgsql's meter. The framework knows every meter until it is disposed, and Npgsql never disposes its own: it would keep each version of
/// this plugin in memory.
/// </summary>
internal static class NpgsqlMeter
{
    /// <summary>Disposes it. Where Npgsql should have it elsewhere one day, nothing is done, and the host says that a version stays.</summary>
    public static void Dispose()
    {
        var reporter = typeof(NpgsqlDataSource).Assembly.GetType("Npgsql.MetricsReporter");
        foreach (var field in reporter?.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public) ?? [])
        {
            if (field.FieldType == typeof(Meter)) (field.GetValue(null) as Meter)?.Dispose();
        }
    }
}
