using Microsoft.Extensions.Configuration;
using ReWorkerHost.Plugins.Settings;

namespace ReWorkerHost.Plugins.Output;

/// <summary>Reads and checks the plugin's settings; says everything that is wrong with them at once.</summary>
internal static class OptionsReader
{
    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidDataException">Some of them can't work; the text names each by its key.</exception>
    public static OutputOptions Read(IConfiguration settings)
    {
        var reader = new SettingsReader(OutputOptions.Path);
        reader.Expect(settings, "output_dir", "redactions", "max_bytes", "keep");
        var options = new OutputOptions
        {
            OutputDir = ReadFolder(settings.GetSection("output_dir"), reader),
            Redactions = [.. reader.List(settings.GetSection("redactions"), "a string or a regular expression between slashes").Select(entry => ReadRedaction(entry, reader)).OfType<Redaction>()],
            MaxBytes = reader.Number(settings.GetSection("max_bytes"), "a whole number", 1, long.MaxValue),
            Keep = reader.Number(settings.GetSection("keep"), "a whole number", 0, 100) ?? 5,
        };
        reader.Conclude();
        return options;
    }

    private static string ReadFolder(IConfigurationSection folder, SettingsReader reader)
    {
        if (reader.Required(folder, "the path of the folder for the files") is not { Length: > 0 } given) return "";
        var path = Path.GetFullPath(given);
        try
        {
            OutputFolder.Create(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            reader.Refuse(folder, $"{path} can't be made: {exception.Message}");
        }

        return path;
    }

    private static Redaction? ReadRedaction(IConfigurationSection entry, SettingsReader reader)
    {
        try
        {
            return Redaction.Parse(entry.Value ?? "");
        }
        catch (FormatException exception)
        {
            reader.Refuse(entry, exception.Message);
            return null;
        }
    }
}
