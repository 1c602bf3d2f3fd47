using System.Text.Json;

namespace ReWorkerHost.Binding;

/// <summary>The names of parameters: shown in the Release Engine's way (<c>from_branch</c>), matched ignoring case and underscores.</summary>
internal static class ParameterName
{
    /// <summary>Finds a property's key among a job's keys.</summary>
    public static IEqualityComparer<string> Comparer { get; } = new LooseComparer();

    /// <summary>The key that is shown for a property.</summary>
    public static string Of(string property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property);

    private sealed class LooseComparer : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => x is null || y is null ? x == y : Bare(x).Equals(Bare(y), StringComparison.OrdinalIgnoreCase);

        public int GetHashCode(string obj) => Bare(obj).GetHashCode(StringComparison.OrdinalIgnoreCase);

        private static string Bare(string name) => name.Replace("_", "", StringComparison.Ordinal);
    }
}
