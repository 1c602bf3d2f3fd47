using Microsoft.Extensions.Configuration;

namespace ReWorkerHost.Configuration;

/// <summary>
/// How to reach the broker: section <c>RabbitMQ</c>, by a URI or by the reference library's names (protocol, "Configuration names
/// of the reference library").
/// </summary>
/// <param name="Host">The broker's host; <see langword="null"/> where none is configured.</param>
/// <param name="Port">Its port. Default: 5672, or 5671 with TLS.</param>
/// <param name="OtherNodes">The other nodes of its cluster: any of them is connected to.</param>
/// <param name="VirtualHost">The virtual host. Default: <c>/</c>.</param>
/// <param name="User">The user. Default: <c>guest</c>.</param>
/// <param name="Password">The password. Default: <c>guest</c>. Never printed.</param>
/// <param name="Tls">TLS, or <see langword="null"/> for none.</param>
/// <param name="Exchange">The topic exchange. Default: <c>re</c>.</param>
/// <param name="NotificationExchange">Where notifications go. Default: the same.</param>
/// <param name="Declare">Exchange, queues and bindings that are missing are declared. Default: true.</param>
internal sealed record BrokerSettings(
    string? Host,
    int Port,
    BrokerNodes OtherNodes,
    string VirtualHost,
    string User,
    string Password,
    TlsSettings? Tls,
    string Exchange,
    string NotificationExchange,
    bool Declare)
{
    private const string Section = "RabbitMQ";
    private const string Uri = "Uri";

    private static readonly string[] Known =
        [Uri, "Server", "Port", "Vhost", "User", "Password", "Ssl", "Tls", "Nodes", "Exchange", "NotificationExchange", "Declare"];

    /// <summary>The broker as it may be shown: without the password.</summary>
    public string Display => $"{(Tls is null ? "amqp" : "amqps")}://{User}:***@{Host}:{Port}/{(VirtualHost == "/" ? "" : VirtualHost)}{(OtherNodes.List.Count == 0 ? "" : $" or {OtherNodes}")}";

    /// <summary>The record's text shows no password either.</summary>
    public override string ToString() => Display;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="ConfigurationException">They can't be used; every error is named.</exception>
    public static BrokerSettings Read(IConfiguration configuration)
    {
        var errors = new List<string>();
        var section = configuration.GetSection(Section);
        var broker = new SectionReader(section, Known, errors);
        var exchange = broker.Text(nameof(Exchange)) ?? "re";
        var tls = TlsSettings.Read(section.GetSection("Tls"), broker.Boolean("Ssl", false), errors);
        var settings = new BrokerSettings(
            broker.Text("Server"),
            broker.Integer(nameof(Port), tls is null ? 5672 : 5671, 1, 65535),
            BrokerNodes.Read(broker.Text("Nodes"), tls is null ? 5672 : 5671, $"{Section}:Nodes", errors),
            broker.Text("Vhost") ?? "/",
            broker.Text(nameof(User)) ?? "guest",
            broker.Text(nameof(Password)) ?? "guest",
            tls,
            exchange,
            broker.Text(nameof(NotificationExchange)) ?? exchange,
            broker.Boolean(nameof(Declare), true));
        if (broker.Text(Uri) is { } uri) settings = settings.At(uri, errors);
        return errors.Count == 0 ? settings : throw new ConfigurationException("the broker's settings", errors);
    }

    /// <summary>These settings with the broker that a URI names.</summary>
    /// <exception cref="ConfigurationException">It is no AMQP URI; the message does not repeat it, because it may hold a password.</exception>
    public BrokerSettings At(string uri)
    {
        var errors = new List<string>();
        var settings = At(uri, errors);
        return errors.Count == 0 ? settings : throw new ConfigurationException("the broker's address", errors);
    }

    private BrokerSettings At(string text, List<string> errors)
    {
        if (!System.Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps") || uri.Host.Length == 0)
        {
            errors.Add($"{Section}:{Uri}: expected amqp://user:password@host:port/vhost, or amqps:// for TLS; write special characters in user, password and vhost as %XX");
            return this;
        }

        if (uri.Scheme == "amqp" && Tls is not null)
        {
            errors.Add($"{Section}:{Uri}: it is amqp://, and {Section}:Ssl or {Section}:Tls asks for TLS: write amqps://, or take those settings out");
        }

        var user = uri.UserInfo.Split(':', 2);
        var tls = uri.Scheme == "amqps" ? Tls ?? new TlsSettings() : null;
        var path = uri.AbsolutePath.TrimStart('/');
        if (path.Contains('/')) errors.Add($"{Section}:{Uri}: the virtual host holds a '/': write it as %2f");
        return this with
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : tls is null ? 5672 : 5671,
            VirtualHost = path.Length == 0 ? "/" : System.Uri.UnescapeDataString(path),
            User = user[0].Length > 0 ? System.Uri.UnescapeDataString(user[0]) : User,
            Password = user.Length > 1 ? System.Uri.UnescapeDataString(user[1]) : Password,
            Tls = tls,
        };
    }
}
