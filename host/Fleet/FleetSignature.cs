using System.Security.Cryptography;
using System.Text;

namespace ReWorkerHost.Fleet;

/// <summary>
/// The signature of a request: HMAC-SHA256 (RFC 2104) by the shared secret over the queue that the answer goes to, a line feed, and the body.
/// It is the header <c>signature</c>, in hexadecimal.
/// </summary>
internal static class FleetSignature
{
    /// <summary>The header's name.</summary>
    public const string Header = "signature";

    /// <summary>Signs.</summary>
    public static string Of(byte[] secret, string replyTo, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        mac.AppendData(Encoding.UTF8.GetBytes(replyTo + "\n"));
        mac.AppendData(body);
        return Convert.ToHexStringLower(mac.GetHashAndReset());
    }

    /// <summary>The signature is that of the secret; in a time that does not tell how much of it is right.</summary>
    public static bool IsValid(byte[] secret, string replyTo, ReadOnlySpan<byte> body, string signature) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Of(secret, replyTo, body)), Encoding.ASCII.GetBytes(signature));
}
