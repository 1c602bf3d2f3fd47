namespace ReWorkerHost.Tests.Plugins.HttpRequest;

/// <summary>A request as a web server saw it.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Target">Its path and query.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">Its content.</param>
internal sealed record SeenRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>A header, or <see langword="null"/>.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
