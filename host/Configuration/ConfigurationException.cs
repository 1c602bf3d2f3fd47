namespace ReWorkerHost.Configuration;

/// <summary>The configuration can't be used. It carries every error that was found, each with the path of its key.</summary>
internal sealed class ConfigurationException(string source, IReadOnlyList<string> errors)
    : Exception($"{(errors.Count == 1 ? "An error" : $"{errors.Count} errors")} in {source}:{string.Concat(errors.Select(error => $"{Environment.NewLine}  {error}"))}")
{
    /// <summary>The errors.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
