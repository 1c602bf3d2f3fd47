using ReWorkerHost.Configuration;

namespace ReWorkerHost.Fleet;

/// <summary>Says which orders a host takes: those signed with its secret, from its own time, and each once.</summary>
internal sealed class RequestGate(LiveFleetSettings live, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> seen = new(StringComparer.Ordinal);

    /// <summary>Says why an order is not taken; <see langword="null"/> where it is.</summary>
    public string? Refuse(FleetRequest request, string replyTo, ReadOnlySpan<byte> body, string? signature)
    {
        var settings = live.Current;
        if (settings.Secret is not { } secret) return "this host takes no orders over the bus: it has no secret (Fleet:Secret or Fleet:SecretFile)";
        if (signature is null) return "the order is not signed: give the fleet's secret (Fleet:Secret or Fleet:SecretFile)";
        if (!FleetSignature.IsValid(secret, replyTo, body, signature)) return "the order is signed with another secret than this host's, or was altered";
        var now = time.GetUtcNow();
        if ((request.At - now).Duration() > settings.Window) return $"the order is of {request.At:O}, and this host's clock says {now:O}: they may differ by {settings.Window.TotalSeconds} s (Fleet:Window)";
        lock (gate)
        {
            foreach (var (old, _) in seen.Where(entry => now - entry.Value > settings.Window * 2).ToList()) seen.Remove(old);
            return seen.TryAdd(request.Id, now) ? null : "the order was taken before";
        }
    }
}
