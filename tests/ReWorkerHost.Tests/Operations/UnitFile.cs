namespace ReWorkerHost.Tests.Operations;

/// <summary>A systemd unit: its settings, each with all its values.</summary>
internal sealed class UnitFile
{
    private readonly ILookup<string, string> values;

    /// <summary>Reads one.</summary>
    public UnitFile(string path) => values = File.ReadLines(path)
        .Where(line => line.Length > 0 && line[0] is not ('#' or ';' or '['))
        .Select(line => line.Split('=', 2))
        .ToLookup(pair => pair[0].Trim(), pair => pair[1].Trim());

    /// <summary>A setting that is there once.</summary>
    public string this[string key] => Assert.Single(values[key]);

    /// <summary>A setting that is there once, in seconds.</summary>
    public double Seconds(string key) => double.Parse(this[key], System.Globalization.CultureInfo.InvariantCulture);
}
