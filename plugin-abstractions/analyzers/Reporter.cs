using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace ReWorkerHost.Analyzers;

/// <summary>Reports each finding once, also where two workers share a class of parameters or a base class.</summary>
internal sealed class Reporter
{
    private readonly ConcurrentDictionary<(string Rule, Location Place, string Message), bool> known = new();

    /// <summary>Reports a finding.</summary>
    /// <param name="report">Where it goes.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="symbol">What it is about.</param>
    /// <param name="otherwise">Where it is shown if the symbol is in another assembly.</param>
    /// <param name="arguments">What the message names.</param>
    public void Report(Action<Diagnostic> report, DiagnosticDescriptor rule, ISymbol symbol, ISymbol otherwise, params object[] arguments)
    {
        var place = symbol.Locations.FirstOrDefault(location => location.IsInSource) ?? otherwise.Locations.FirstOrDefault();
        var finding = Diagnostic.Create(rule, place, arguments);
        if (known.TryAdd((finding.Id, finding.Location, finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture)), true)) report(finding);
    }
}
