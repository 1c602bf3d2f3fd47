using ReWorkerHost.Configuration;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Configuration;

[Collection(ProcessEnvironment.Name)]
public sealed class SettingsSourcesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly WorkingFolder working;

    public SettingsSourcesTests() => working = new WorkingFolder(folder.Path);

    public void Dispose()
    {
        working.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void The_command_line_wins_over_the_environment_and_the_environment_over_the_file()
    {
        folder.Write("appsettings.json", """{ "RabbitMQ": { "Server": "file", "User": "file", "Password": "file" } }""");
        using var server = new EnvironmentVariable("REWORKER_RabbitMQ__Server", "environment");
        using var user = new EnvironmentVariable("REWORKER_RabbitMQ__User", "environment");

        var broker = BrokerSettings.Read(SettingsSources.Build(new Dictionary<string, string?> { ["RabbitMQ:Server"] = "command-line" }));

        Assert.Equal(("command-line", "environment", "file"), (broker.Host, broker.User, broker.Password));
    }

    [Fact]
    public void The_file_in_the_working_folder_wins_over_the_one_beside_the_program()
    {
        Assert.Equal("Information", Build()["Host:LogLevel"]);

        folder.Write("appsettings.json", """{ "Host": { "LogLevel": "Debug" } }""");

        Assert.Equal("Debug", Build()["Host:LogLevel"]);
    }

    [Fact]
    public void Only_variables_with_the_prefix_are_taken()
    {
        using var foreign = new EnvironmentVariable("RabbitMQ__Server", "foreign");

        Assert.Null(Build()["RabbitMQ:Server"]);
    }

    [Fact]
    public void A_file_that_is_not_JSON_is_told_by_its_name()
    {
        folder.Write("appsettings.json", """{ "RabbitMQ": { "Password": "hunter2" """);

        var exception = Assert.Throws<ConfigurationException>(() => Build());

        Assert.Contains(folder["appsettings.json"], exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.Message, StringComparison.Ordinal);
    }

    private static Microsoft.Extensions.Configuration.IConfiguration Build() => SettingsSources.Build(new Dictionary<string, string?>());
}
