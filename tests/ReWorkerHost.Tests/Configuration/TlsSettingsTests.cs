using ReWorkerHost.Configuration;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Configuration;

public sealed class TlsSettingsTests
{
    [Fact]
    public void Without_a_word_of_it_there_is_none() => Assert.Null(BrokerSettings.Read(Settings.Of("RabbitMQ:Ssl=false")).Tls);

    [Fact]
    public void The_switch_alone_is_enough() => Assert.Equal(new TlsSettings(), BrokerSettings.Read(Settings.Of("RabbitMQ:Ssl=true")).Tls);

    [Fact]
    public void Every_option_is_read()
    {
        using var folder = new TemporaryFolder();
        var (authorities, certificate, key) = (folder.Write("ca.pem", ""), folder.Write("client.pem", ""), folder.Write("client.key", ""));

        var tls = BrokerSettings.Read(Settings.Of(
            "RabbitMQ:Ssl=true", "RabbitMQ:Tls:ServerName=mq.example.com", $"RabbitMQ:Tls:CaFile={authorities}",
            $"RabbitMQ:Tls:CertificateFile={certificate}", $"RabbitMQ:Tls:KeyFile={key}", "RabbitMQ:Tls:KeyPassword=hunter2")).Tls;

        Assert.Equal(new TlsSettings("mq.example.com", authorities, certificate, key, "hunter2"), tls);
        Assert.DoesNotContain("hunter2", $"{tls}", StringComparison.Ordinal);
    }

    [Fact]
    public void The_options_alone_switch_it_on_with_its_port()
    {
        var broker = BrokerSettings.Read(Settings.Of("RabbitMQ:Server=mq", "RabbitMQ:Tls:ServerName=mq.example.com"));

        Assert.NotNull(broker.Tls);
        Assert.Equal("amqps://guest:***@mq:5671/", broker.Display);
    }

    [Fact]
    public void Options_are_kept_where_a_URI_names_the_broker()
    {
        var broker = BrokerSettings.Read(Settings.Of("RabbitMQ:Uri=amqps://mq", "RabbitMQ:Tls:ServerName=mq.example.com"));

        Assert.Equal("mq.example.com", broker.Tls!.ServerName);
    }

    [Fact]
    public void All_errors_are_told_at_once() => Assert.Equal(
        [
            "RabbitMQ:Tls:CaFiles: unknown key, did you mean CaFile?",
            "RabbitMQ:Tls:CaFile: there is no file /none/ca.pem",
            "RabbitMQ:Tls:KeyFile: there is no file /none/key.pem",
            "RabbitMQ:Tls:CertificateFile: it is missing, and a key is given",
        ],
        Settings.Errors(
            BrokerSettings.Read, "RabbitMQ:Tls:CaFiles=x", "RabbitMQ:Tls:CaFile=/none/ca.pem", "RabbitMQ:Tls:KeyFile=/none/key.pem"));
}
