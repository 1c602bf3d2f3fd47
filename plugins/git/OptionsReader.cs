using Microsoft.Extensions.Configuration;
using ReWorkerHost.Plugins.Settings;

namespace ReWorkerHost.Plugins.Git;

/// <summary>Reads and checks the plugin's settings; says everything that is wrong with them at once, and no password.</summary>
internal sealed class OptionsReader
{
    private readonly SettingsReader reader = new(GitOptions.Path);

    private OptionsReader()
    {
    }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidDataException">Some of them can't work; the text names each by its key.</exception>
    public static GitOptions Read(IConfiguration settings)
    {
        var options = new OptionsReader();
        var reader = options.reader;
        var defaults = new GitOptions();
        reader.Expect(
            settings, "repos", "workspace_dir", "user_name", "user_email", "credentials", "scripts", "script_timeout", "timeout", "ssh_key_file", "ssh_known_hosts_file", "ca_file", "proxy");
        var read = new GitOptions
        {
            Repositories = [.. reader.List(settings.GetSection("repos"), "an address of a repository").Select(options.ReadPattern).OfType<RepositoryPattern>()],
            WorkspaceFolder = Path.GetFullPath(reader.Text(settings.GetSection("workspace_dir"), "a folder") ?? defaults.WorkspaceFolder),
            UserName = reader.Text(settings.GetSection("user_name"), "a name without < and >", IsIdentity) ?? defaults.UserName,
            UserEmail = reader.Text(settings.GetSection("user_email"), "an address without < and >", IsIdentity) ?? defaults.UserEmail,
            Credentials = [.. reader.List(settings.GetSection("credentials"), "an object with url, user and password").Select(options.ReadCredential).OfType<RepositoryCredential>()],
            Scripts = reader.Members(settings.GetSection("scripts"), "a program or a list of it and its arguments").ToDictionary(script => script.Key, options.ReadScript, StringComparer.Ordinal),
            ScriptTimeout = reader.Seconds(settings.GetSection("script_timeout"), defaults.ScriptTimeout),
            Timeout = reader.Seconds(settings.GetSection("timeout"), defaults.Timeout),
            SshKeyFile = options.ReadSshFile(settings.GetSection("ssh_key_file"), "a private key"),
            SshKnownHostsFile = options.ReadSshFile(settings.GetSection("ssh_known_hosts_file"), "a file of known hosts"),
            AuthoritiesFile = reader.File(settings.GetSection("ca_file"), "a PEM file of certificates"),
            UsesProxy = reader.Choice(settings.GetSection("proxy"), "none", "environment") == "environment",
        };
        reader.Conclude();
        return read;
    }

    private static bool IsIdentity(string text) => !text.AsSpan().ContainsAny('<', '>');

    private RepositoryPattern? ReadPattern(IConfigurationSection entry)
    {
        var pattern = RepositoryPattern.Parse(entry.Value ?? "", out var problem);
        if (pattern is null) reader.Refuse(entry, problem!);
        return pattern;
    }

    private RepositoryCredential? ReadCredential(IConfigurationSection entry)
    {
        reader.Expect(entry, "url", "user", "password");
        var url = entry.GetSection("url");
        var pattern = ReadPattern(url);
        if (url.Value is { } text && !text.StartsWith("http://", StringComparison.Ordinal) && !text.StartsWith("https://", StringComparison.Ordinal))
        {
            reader.Refuse(url, "expected http:// or https:// and an address");
        }

        var user = reader.Required(entry.GetSection("user"), "a user's name, without a colon", name => !name.Contains(':'));
        var password = reader.Required(entry.GetSection("password"), "a password or a token");
        return pattern is null ? null : new RepositoryCredential(pattern, user, password);
    }

    private IReadOnlyList<string> ReadScript(IConfigurationSection script)
    {
        IReadOnlyList<string> words = script.Value is { Length: > 0 } program ? [program] : [.. reader.List(script, "a program or an argument of it").Select(word => word.Value ?? "")];
        if (words.Count > 0 && Path.IsPathRooted(words[0]) && !words.Any(word => word.Contains('\0'))) return words;
        reader.Refuse(script, "expected a program's absolute path, or a list of it and its arguments");
        return [];
    }

    /// <summary>ssh makes something of blanks, quotes, tildes and percent signs in these paths.</summary>
    private string? ReadSshFile(IConfigurationSection section, string what)
    {
        var path = reader.File(section, what);
        if (path is null || !path.Any(character => char.IsWhiteSpace(character) || character is '"' or '\'' or '%' or '~' or '$')) return path;
        reader.Refuse(section, "ssh takes no path with spaces, quotes, %, ~ or $: name another");
        return null;
    }
}
