using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ReWorkerHost.Abstractions;

namespace GreeterNamespace;

public sealed class GreeterClassStartup : IPluginStartup
{
    public void ConfigureServices(IServiceCollection services, IConfiguration settings)
    {
        var greeting = settings["greeting"] ?? "Hello";
        if (greeting.Length is 0 or > 100) throw new InvalidOperationException("plugins.greeter-queue.settings.greeting: expected 1 to 100 characters, such as \"Hello\"");
        services.AddSingleton(new GreeterClassOptions(greeting));
    }
}
