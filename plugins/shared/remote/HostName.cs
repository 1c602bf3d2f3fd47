using System.Text.RegularExpressions;

namespace ReWorkerHost.Plugins.Remote;

/// <summary>Tells names that the OpenSSH client takes for a host from those that could mean more to it: options, users, URLs.</summary>
internal static partial class HostName
{
    private const int Longest = 253;

    /// <summary>Whether a text is a host's name, an alias or an address.</summary>
    public static bool IsValid(string host) => host.Length <= Longest && Valid().IsMatch(host);

    /// <summary>Whether a text is a user's name.</summary>
    public static bool IsUser(string user) => user.Length <= Longest && ValidUser().IsMatch(user);

    [GeneratedRegex(@"\A(?:[A-Za-z0-9][A-Za-z0-9._-]*|[0-9A-Fa-f:]+:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9._-]+)?)\z")]
    private static partial Regex Valid();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9._@\\+-]*\z")]
    private static partial Regex ValidUser();
}
