namespace ReWorkerHost.Tests.Architecture;

/// <summary>What a look through the sources found.</summary>
internal static class Findings
{
    /// <summary>Fails where there is any, and shows every one in full.</summary>
    public static void None(IEnumerable<string> findings)
    {
        var all = findings.ToList();
        Assert.True(all.Count == 0, string.Join(Environment.NewLine, all));
    }
}
