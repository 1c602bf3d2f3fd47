namespace ReWorkerHost.Plugins.HttpRequest;

/// <summary>A header that is added to requests.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, which may be a secret.</param>
/// <param name="Host">The host whose requests get it, or <see langword="null"/> for every one.</param>
public sealed record ConfiguredHeader(string Name, string Value, AllowedHost? Host)
{
    /// <summary>Its name alone.</summary>
    public override string ToString() => Name;
}
