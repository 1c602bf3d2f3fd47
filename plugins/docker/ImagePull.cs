using Docker.DotNet.Models;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Docker;

/// <summary>Has a server pull an image.</summary>
internal sealed class ImagePull(Daemon daemon, ImageName image, DockerOptions options)
{
    private const string HubsName = "docker.io";
    private const string HubsAddress = "https://index.docker.io/v1/";
    private static readonly string[] Refusals = ["unauthorized", "access denied", "no basic auth credentials"];

    /// <summary>Pulls it.</summary>
    /// <returns>The image's digest, where the server tells it.</returns>
    /// <exception cref="StepFailedException">It can't be pulled.</exception>
    public async Task<string?> RunAsync(StepContext step, CancellationToken cancellationToken)
    {
        var progress = new PullProgress();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var telling = progress.TellAsync(step.Output, stop.Token);
        try
        {
            await daemon.PullAsync(
                $"{image} can't be pulled",
                Remedy,
                (docker, token) => docker.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = image.Repository, Tag = image.Version }, Credential(), progress, token),
                cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            progress.Complete();
            await telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // what failed is the pull
            throw;
        }

        progress.Complete();
        await telling.ConfigureAwait(false);
        if (progress.Error is null) return progress.Digest;
        throw new StepFailedException($"{image} can't be pulled on {daemon.Name}: {progress.Error}{(Remedy(progress.Error) is { } remedy ? $": {remedy}" : "")}");
    }

    private static string? Remedy(string error)
    {
        if (error.Contains("server gave HTTP response to HTTPS client", StringComparison.Ordinal)) return "add the registry to insecure-registries in the server's daemon.json";
        var isRefused = Refusals.Any(word => error.Contains(word, StringComparison.OrdinalIgnoreCase));
        return isRefused ? $"correct the image's name, or give the right user and password in {DockerOptions.Path}.registries" : null;
    }

    private AuthConfig Credential()
    {
        var registry = image.Registry ?? HubsName;
        var credential = options.Registries.FirstOrDefault(entry => string.Equals(entry.Registry, registry, StringComparison.OrdinalIgnoreCase));
        return credential is null
            ? new AuthConfig()
            : new AuthConfig { Username = credential.User, Password = credential.Password, ServerAddress = registry == HubsName ? HubsAddress : registry };
    }
}
