namespace ReWorkerHost.Binding;

/// <summary>The short form of a notification, which has a limit (protocol, "Notifications").</summary>
internal static class SlugText
{
    private const int Limit = 80;

    /// <summary>Cuts by whole characters: half of a surrogate pair would be no text.</summary>
    public static string Cut(string slug)
    {
        if (slug.Length <= Limit) return slug;
        return char.IsHighSurrogate(slug[Limit - 1]) ? slug[..(Limit - 1)] : slug[..Limit];
    }
}
