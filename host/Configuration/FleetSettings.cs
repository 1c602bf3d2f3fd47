using System.Text;
using Microsoft.Extensions.Configuration;

namespace ReWorkerHost.Configuration;

/// <summary>How hosts are operated over the bus: section <c>Fleet</c>.</summary>
/// <param name="Exchange">The fan-out exchange of requests. Default: the exchange of steps with <c>.control</c> behind it.</param>
/// <param name="Declare">The exchange is declared where it is missing (<c>RabbitMQ:Declare</c>).</param>
/// <param name="Secret">The secret that requests are signed with; with none, hosts show themselves and take no orders. Never printed.</param>
/// <param name="Window">How far a request's time stamp may be from the host's clock, 1 to 3600 s. Default: 60 s.</param>
internal sealed record FleetSettings(string Exchange, bool Declare, byte[]? Secret, TimeSpan Window)
{
    private const string Section = "Fleet";
    private const string SecretFile = "SecretFile";
    private const int ShortestSecret = 16;

    /// <summary>The record's text does not show the secret.</summary>
    public override string ToString() => $"{Exchange}, {(Secret is null ? "read-only" : "signed")}";

    /// <summary>Reads the settings.</summary>
    /// <param name="configuration">Where from.</param>
    /// <param name="broker">The broker's settings.</param>
    /// <exception cref="ConfigurationException">They can't be used; every error is named, and no secret.</exception>
    public static FleetSettings Read(IConfiguration configuration, BrokerSettings broker)
    {
        var errors = new List<string>();
        var fleet = new SectionReader(configuration.GetSection(Section), [nameof(Exchange), nameof(Secret), SecretFile, nameof(Window)], errors);
        var settings = new FleetSettings(
            fleet.Text(nameof(Exchange)) ?? $"{broker.Exchange}.control",
            broker.Declare,
            ReadSecret(fleet.Text(nameof(Secret)), fleet.Text(SecretFile), errors),
            TimeSpan.FromSeconds(fleet.Integer(nameof(Window), 60, 1, 3600)));
        return errors.Count == 0 ? settings : throw new ConfigurationException("the fleet's settings", errors);
    }

    private static byte[]? ReadSecret(string? text, string? file, List<string> errors)
    {
        if (text is not null && file is not null) errors.Add($"{Section}:{SecretFile}: {Section}:{nameof(Secret)} is given too, give one of them");
        if (text is null && file is not null)
        {
            try
            {
                text = File.ReadAllText(file).Trim();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                errors.Add($"{Section}:{SecretFile}: {exception.Message}");
                return null;
            }
        }

        if (text is null) return null;
        if (text.Length < ShortestSecret) errors.Add($"{Section}:{(file is null ? nameof(Secret) : SecretFile)}: it has {text.Length} characters, expected {ShortestSecret} or more, such as \"openssl rand -hex 32\" prints");
        return Encoding.UTF8.GetBytes(text);
    }
}
