using System.IO.Enumeration;
using System.Text.RegularExpressions;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Service;

/// <summary>Tells which services may be touched.</summary>
internal static partial class ServiceName
{
    private const string Key = $"{ServiceOptions.Path}.services";
    private const int Longest = 255;

    /// <summary>Whether an entry of the setting <c>services</c> can be used: a name, or a pattern of names.</summary>
    public static bool IsPattern(string entry) => IsName(entry.Replace('*', 'a').Replace('?', 'a'));

    /// <summary>Refuses a service that may not be touched. To <c>systemctl</c>, <c>*</c> and a name with <c>/</c> would mean more than one service.</summary>
    /// <exception cref="StepFailedException">It may not be touched.</exception>
    public static void Verify(string service, IReadOnlyList<string> allowed)
    {
        if (!IsName(service)) throw new StepFailedException("invalid parameters: service: expected a service's name: letters, digits and ._@:\\+-, at most 255, no - or . at its beginning");
        if (allowed.Count == 0) throw new StepFailedException($"service: no service may be touched: name those that may in {Key}");
        if (!allowed.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", "\\\\", StringComparison.Ordinal), service, ignoreCase: false)))
        {
            throw new StepFailedException($"service: \"{service}\" may not be touched: name it in {Key} to allow it");
        }
    }

    private static bool IsName(string text) => text.Length <= Longest && Name().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9_@:\\+][A-Za-z0-9._@:\\+-]*\z")]
    private static partial Regex Name();
}
