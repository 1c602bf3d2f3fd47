using ReWorkerHost.Configuration;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Configuration;

public sealed class HttpSettingsTests
{
    private const string Token = "0123456789abcdef";

    [Fact]
    public void What_is_not_said_holds_by_default()
    {
        var settings = HttpSettings.Read(Settings.Of());

        Assert.Equal(["http://127.0.0.1:8470"], settings.Url.Select(address => address.ToString()));
        Assert.Equal((true, false, false), (settings.Enabled, settings.ReadOnly, settings.NeedsToken));
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", true)]
    [InlineData("http://[::1]:80", true)]
    [InlineData("http://localhost:8470", true)]
    [InlineData("http://127.9.9.9:1", true)]
    [InlineData("http://0.0.0.0:8470", false)]
    [InlineData("http://[::]:8470", false)]
    [InlineData("http://*:8470", false)]
    [InlineData("http://192.0.2.1:8470", false)]
    public void An_address_that_others_reach_needs_a_token(string url, bool isLoopback)
    {
        Assert.Equal(url, Assert.Single(HttpSettings.Read(Settings.Of($"Http:Url={url}", $"Http:Token={Token}")).Url).ToString());
        if (isLoopback) HttpSettings.Read(Settings.Of($"Http:Url={url}"));
        else Assert.Contains("no token is set", Assert.Single(Settings.Errors(HttpSettings.Read, $"Http:Url={url}")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:8470")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://127.0.0.1:70000")]
    [InlineData("http://127.1:8470")]
    [InlineData("http://::1:8470")]
    [InlineData("http://example.com:8470")]
    [InlineData("http://localhost:0")]
    [InlineData("ftp://127.0.0.1:1")]
    [InlineData("http://127.0.0.1:1/path")]
    [InlineData(",")]
    public void An_address_that_only_looks_right_is_refused(string url) =>
        Assert.StartsWith("Http:Url: ", Assert.Single(Settings.Errors(HttpSettings.Read, $"Http:Url={url}")), StringComparison.Ordinal);

    [Fact]
    public void Tokens_are_named_and_read_from_setting_and_file()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("tokens", $"# for the night shift\n\ncarol:{Token}3\n{Token}4\n");

        var tokens = HttpSettings.Read(Settings.Of($"Http:Token=alice:{Token}1,bob:{Token}2", $"Http:TokenFile={file}")).Tokens;

        Assert.Equal(["alice", "bob", "carol", "token"], tokens.Select(token => token.Name));
        Assert.True(tokens[2].Is(AccessToken.HashOf($"{Token}3")));
        Assert.False(tokens[2].Is(AccessToken.HashOf($"{Token}4")));
    }

    [Fact]
    public void All_errors_are_told_at_once_and_none_repeats_a_token() => Assert.Equal(
        [
            "Http:Tokens: unknown key, did you mean Token?",
            "Http:Enabled: expected true or false, got \"yes\"",
            "Http:Token: token 1: it must be 16 to 256 letters, digits or any of . - _ ~ + / =: make one with openssl rand -hex 32",
            "Http:Token: token 2: its name must be 1 to 64 letters, digits or any of . - _ @",
            "Http:Token: 2 tokens are named \"token\": write each as name:token, with a name of its own",
            "Http:CertificateFile: it is missing, and Http:Url asks for https",
            "Http:CertificateFile: it is missing, and a key is given",
            "Http:KeyFile: there is no file /nowhere/key.pem",
            "Http:AllowedHosts: \"a b\" is no host name: expected names without a port, separated by commas",
        ],
        Settings.Errors(
            HttpSettings.Read, "Http:Tokens=1", "Http:Enabled=yes", $"Http:Token=short,a b:{Token},{Token}5,{Token}6", "Http:Url=https://127.0.0.1:1", "Http:KeyFile=/nowhere/key.pem", "Http:AllowedHosts=a b"));

    [Fact]
    public void A_file_without_a_token_is_an_error()
    {
        using var folder = new TemporaryFolder();

        Assert.Contains("there is no token in", Assert.Single(Settings.Errors(HttpSettings.Read, $"Http:TokenFile={folder.Write("tokens", "# none\n")}")), StringComparison.Ordinal);
        Assert.Contains("can't be read", Assert.Single(Settings.Errors(HttpSettings.Read, $"Http:TokenFile={folder["missing"]}")), StringComparison.Ordinal);
    }
}
