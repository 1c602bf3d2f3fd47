namespace ReWorkerHost.Plugins.Megafrobber;

/// <summary>What was frobbed; the reply's <c>data</c>.</summary>
/// <param name="Thing">The thing.</param>
/// <param name="Frobbed">How many times it was frobbed.</param>
public sealed record FrobReport(string Thing, int Frobbed);
