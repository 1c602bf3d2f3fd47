namespace ReWorkerHost.Peers;

/// <summary>What a host is called among hosts.</summary>
/// <param name="Id">Its id, new at each start.</param>
/// <param name="Before">What it was called before its last start, so that nobody waits for an answer of that one; <see langword="null"/> where that is not known.</param>
internal sealed record PeerIdentity(string Id, string? Before)
{
    /// <summary>Makes a new identity, and keeps it in the state folder for the next start where that is possible.</summary>
    public static PeerIdentity Renew(string stateFolder)
    {
        var file = Path.Combine(stateFolder, "host-id");
        var id = Guid.NewGuid().ToString("N");
        try
        {
            var before = File.Exists(file) ? File.ReadAllText(file).Trim() : "";
            File.WriteAllText(file + ".part", id);
            File.Move(file + ".part", file, overwrite: true);
            return new PeerIdentity(id, Guid.TryParseExact(before, "N", out _) ? before : null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new PeerIdentity(id, null); // others then wait for the earlier one until they take it for gone
        }
    }
}
