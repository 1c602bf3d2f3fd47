namespace ReWorkerHost.Cli;

/// <summary>The routing keys of a topic exchange.</summary>
internal static class RoutingKey
{
    /// <summary>Whether a binding takes messages with a key: <c>*</c> stands for one word, <c>#</c> for any number of them.</summary>
    public static bool Matches(string binding, string key) => Matches(binding.Split('.'), key.Split('.'));

    private static bool Matches(ReadOnlySpan<string> binding, ReadOnlySpan<string> key)
    {
        if (binding.IsEmpty) return key.IsEmpty;
        if (binding[0] == "#") return Matches(binding[1..], key) || (!key.IsEmpty && Matches(binding, key[1..]));
        return !key.IsEmpty && (binding[0] == "*" || binding[0] == key[0]) && Matches(binding[1..], key[1..]);
    }
}
