using ReWorkerHost.Configuration;

namespace ReWorkerHost.Tests.Configuration;

public sealed class BrokerSettingsTests
{
    [Fact]
    public void What_is_not_said_holds_by_default() =>
        Assert.Equal(new BrokerSettings(null, 5672, new BrokerNodes("", 5672), "/", "guest", "guest", null, "re", "re", true), BrokerSettings.Read(Settings.Of()));

    [Fact]
    public void Everything_that_can_be_said_is_read_by_the_reference_librarys_names() => Assert.Equal(
        new BrokerSettings("mq", 5673, new BrokerNodes("a, b:5674", 5672), "v/h", "u", "p=w", null, "x", "n", false),
        BrokerSettings.Read(Settings.Of(
            "RabbitMQ:server=mq", "RabbitMQ:port=5673", "RabbitMQ:vhost=v/h", "RabbitMQ:user=u", "RabbitMQ:password=p=w", "RabbitMQ:ssl=false", "RabbitMQ:nodes=a, b:5674",
            "RabbitMQ:exchange=x", "RabbitMQ:notificationExchange=n", "RabbitMQ:declare=false")));

    [Fact]
    public void Other_nodes_of_a_cluster_have_ports_of_their_own_or_the_protocols()
    {
        var broker = BrokerSettings.Read(Settings.Of("RabbitMQ:Server=one", "RabbitMQ:Nodes=two,three:5673", "RabbitMQ:Ssl=true"));

        Assert.Equal([new("two", 5671), new("three", 5673)], broker.OtherNodes.List);
        Assert.Equal("amqps://guest:***@one:5671/ or two:5671 or three:5673", broker.Display);
    }

    [Theory]
    [InlineData("two:0")]
    [InlineData("two:x")]
    [InlineData("t wo")]
    [InlineData("two:1:2")]
    public void What_is_no_node_is_refused(string node) =>
        Assert.Contains($"\"{node}\" is no node", Assert.Throws<ConfigurationException>(() => BrokerSettings.Read(Settings.Of($"RabbitMQ:Nodes=one,{node}"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Notifications_go_to_the_exchange_unless_they_have_their_own() =>
        Assert.Equal("x", BrokerSettings.Read(Settings.Of("RabbitMQ:Exchange=x")).NotificationExchange);

    [Theory]
    [InlineData(5672)]
    [InlineData(5671, "RabbitMQ:Ssl=true")]
    [InlineData(5673, "RabbitMQ:Port=5673")]
    [InlineData(5672, "RabbitMQ:Ssl=true", "RabbitMQ:Port=5672")]
    public void The_port_is_that_of_the_protocol_and_one_that_is_given_wins(int expected, params string[] pairs) =>
        Assert.Equal(expected, BrokerSettings.Read(Settings.Of(pairs)).Port);

    [Theory]
    [InlineData("amqp://mq", "mq", 5672, "/", "guest", "guest")]
    [InlineData("AMQP://mq/", "mq", 5672, "/", "guest", "guest")]
    [InlineData("amqp://u:p@mq:5673/v", "mq", 5673, "v", "u", "p")]
    [InlineData("amqp://u@mq", "mq", 5672, "/", "u", "guest")]
    [InlineData("amqp://mq/%2f", "mq", 5672, "/", "guest", "guest")]
    [InlineData("amqp://mq/a%2Fb", "mq", 5672, "a/b", "guest", "guest")]
    [InlineData("amqp://mq/%252f", "mq", 5672, "%2f", "guest", "guest")]
    [InlineData("amqp://a%40b:c%3Ad%2Fe@mq", "mq", 5672, "/", "a@b", "c:d/e")]
    [InlineData("amqp://u:p:w@mq", "mq", 5672, "/", "u", "p:w")]
    [InlineData("amqp://127.0.0.1:1/x%20y", "127.0.0.1", 1, "x y", "guest", "guest")]
    [InlineData("amqp://[::1]:5673", "[::1]", 5673, "/", "guest", "guest")]
    public void A_URI_says_it_all(string uri, string host, int port, string vhost, string user, string password)
    {
        var broker = BrokerSettings.Read(Settings.Of($"RabbitMQ:Uri={uri}"));

        Assert.Equal((host, port, vhost, user, password), (broker.Host, broker.Port, broker.VirtualHost, broker.User, broker.Password));
        Assert.Null(broker.Tls);
        Assert.Equal(broker, BrokerSettings.Read(Settings.Of()).At(uri));
    }

    [Theory]
    [InlineData("amqps://mq", 5671)]
    [InlineData("amqps://mq:5672", 5672)]
    public void A_URI_with_TLS_has_its_own_port(string uri, int port)
    {
        var broker = BrokerSettings.Read(Settings.Of($"RabbitMQ:Uri={uri}"));

        Assert.Equal(port, broker.Port);
        Assert.Equal(new TlsSettings(), broker.Tls);
    }

    [Theory]
    [InlineData("mq")]
    [InlineData("mq:5672")]
    [InlineData("http://u:hunter2@mq")]
    [InlineData("amqp://u:hunter2@")]
    [InlineData("amqp://u:hunter2#x@mq")]
    [InlineData("amqp://u:hunter2@mq:port")]
    [InlineData("amqp://u:hunter2@mq:99999")]
    [InlineData("amqp://u:hunter2@mq/a/b")]
    public void A_URI_that_is_none_is_refused_and_not_repeated(string uri)
    {
        var exception = Assert.Throws<ConfigurationException>(() => BrokerSettings.Read(Settings.Of($"RabbitMQ:Uri={uri}")));

        Assert.StartsWith("RabbitMQ:Uri: ", Assert.Single(exception.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
        Assert.Throws<ConfigurationException>(() => BrokerSettings.Read(Settings.Of()).At(uri));
    }

    [Theory]
    [InlineData("amqp://u:hunter2@mq/v", "amqp://u:***@mq:5672/v")]
    [InlineData("amqps://u:hunter2@mq", "amqps://u:***@mq:5671/")]
    public void A_password_is_never_shown(string uri, string shown)
    {
        var broker = BrokerSettings.Read(Settings.Of($"RabbitMQ:Uri={uri}"));

        Assert.Equal(shown, broker.Display);
        Assert.Equal(shown, $"{broker}");
    }

    [Fact]
    public void Errors_show_no_password_either()
    {
        var exception = Assert.Throws<ConfigurationException>(() => BrokerSettings.Read(Settings.Of(
            "RabbitMQ:Password=hunter2", "RabbitMQ:Passwort=hunter2", "RabbitMQ:Port=no", "RabbitMQ:Tls:KeyPassword=hunter2")));

        Assert.Equal(
            [
                "RabbitMQ:Passwort: unknown key, did you mean Password?",
                "RabbitMQ:Tls:CertificateFile: it is missing, and a key is given",
                "RabbitMQ:Port: expected a whole number from 1 to 65535, got \"no\"",
            ],
            exception.Errors);
        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
    }
}
