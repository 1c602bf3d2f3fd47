namespace ReWorkerHost.Soak;

/// <summary>What was measured, beside what is wanted.</summary>
internal sealed class Report
{
    private readonly List<(string What, string Measured, string Wanted, bool Holds)> lines = [];

    public void Add(string what, string measured, string wanted, bool holds)
    {
        lines.Add((what, measured, wanted, holds));
        Console.WriteLine($"{what}: {measured}");
    }

    /// <summary>Prints the table; the exit code is 1 where something does not hold.</summary>
    public int Print()
    {
        Console.WriteLine();
        Console.WriteLine("| measured | figure | wanted | holds |");
        Console.WriteLine("| --- | --- | --- | --- |");
        foreach (var (what, measured, wanted, holds) in lines) Console.WriteLine($"| {what} | {measured} | {wanted} | {(holds ? "yes" : "NO")} |");
        return lines.All(line => line.Holds) ? 0 : 1;
    }
}
