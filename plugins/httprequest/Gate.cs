using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.HttpRequest;

/// <summary>Lets requests through to the hosts that the settings allow, and to no other.</summary>
internal sealed class Gate(HttpRequestOptions options)
{
    private const string Key = $"{HttpRequestOptions.Path}.allow";

    /// <summary>Refuses a URL whose host is not allowed.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="what">What the URL is, for the message.</param>
    /// <exception cref="StepFailedException">The host may not be asked.</exception>
    public void Verify(Uri url, string what)
    {
        if (options.Allow.Count == 0) throw new StepFailedException($"{what}: no host may be asked: name those that may in {Key}");
        if (options.Allow.Any(host => host.Matches(url))) return;
        throw new StepFailedException($"{what}: {url.Host}:{url.Port} may not be asked: name it in {Key} to allow it");
    }
}
