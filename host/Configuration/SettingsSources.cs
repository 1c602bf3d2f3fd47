using Microsoft.Extensions.Configuration;

namespace ReWorkerHost.Configuration;

/// <summary>Where the host's settings come from; a later source wins over an earlier one.</summary>
internal static class SettingsSources
{
    /// <summary>appsettings.json beside the program, then in the working folder, then the environment (<c>REWORKER_</c>), then the command line.</summary>
    /// <param name="commandLine">The keys that the command line gave.</param>
    /// <exception cref="ConfigurationException">An appsettings.json is not JSON, or may not be read.</exception>
    public static IConfiguration Build(IReadOnlyDictionary<string, string?> commandLine)
    {
        try
        {
            return new ConfigurationBuilder()
                .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
                .AddJsonFile(Path.Combine(Environment.CurrentDirectory, "appsettings.json"), optional: true)
                .AddEnvironmentVariables("REWORKER_")
                .AddInMemoryCollection(commandLine)
                .Build();
        }
        catch (InvalidDataException exception)
        {
            throw new ConfigurationException("appsettings.json", [$"{exception.Message} {exception.InnerException?.Message}"]);
        }
        catch (UnauthorizedAccessException exception) // it may hold passwords, so not every user may read it
        {
            throw new ConfigurationException("appsettings.json", [$"{exception.Message} Run the command as root, or as the user of the daemon."]);
        }
    }
}
