using Microsoft.Extensions.Configuration;
using ReWorkerHost.Plugins.Settings;

namespace ReWorkerHost.Plugins.Command;

/// <summary>Reads and checks the plugin's settings; says everything that is wrong with them at once.</summary>
internal static class OptionsReader
{
    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidDataException">Some of them can't work; the text names each by its key.</exception>
    public static CommandOptions Read(IConfiguration settings)
    {
        var reader = new SettingsReader(CommandOptions.Path);
        reader.Expect(settings, "allow", "environment", "directory");
        var options = new CommandOptions
        {
            Allow = reader.Texts(settings.GetSection("allow"), "a program's name or absolute path", program => !program.Contains('/') || Path.IsPathRooted(program)),
            Environment = ReadEnvironment(settings.GetSection("environment"), reader),
            Directory = reader.Text(settings.GetSection("directory"), "an absolute path", Path.IsPathRooted),
        };
        reader.Conclude();
        return options;
    }

    private static Dictionary<string, string> ReadEnvironment(IConfigurationSection environment, SettingsReader reader)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in reader.Members(environment, "a string"))
        {
            if (variable.Value is null) reader.Refuse(variable, "expected a string");
            else if (variable.Key.Contains('=') || variable.Key.Contains('\0') || variable.Value.Contains('\0'))
            {
                reader.Refuse(variable, "a variable's name can't hold '=', nor a name or a value a NUL character");
            }
            else variables[variable.Key] = variable.Value;
        }

        return variables;
    }
}
