using System.Net;
using Docker.DotNet.Models;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Docker;

/// <summary>
/// Gives a container that has never run other binds and ports. The API takes those only where a container is created, so that it is
/// created anew, from the same configuration; the old one is there until the new one is.
/// </summary>
internal sealed class Recreation(Daemon daemon, ILogger logger)
{
    private static readonly Dictionary<HttpStatusCode, string> NotThere = new() { [HttpStatusCode.NotFound] = "create it with CreateContainer" };
    private static readonly Dictionary<HttpStatusCode, string> None = [];

    /// <summary>Gives it what a step wants, where it has not got it.</summary>
    /// <returns>Whether it was created anew.</returns>
    /// <exception cref="StepFailedException">It can't be done; the container is as it was.</exception>
    public async Task<bool> RunAsync(string name, Wiring wiring, CancellationToken cancellationToken)
    {
        var old = await daemon.AskAsync($"{name} can't be looked at", NotThere, (docker, token) => docker.Containers.InspectContainerAsync(name, token), cancellationToken).ConfigureAwait(false);
        if (old.HostConfig is not null && wiring.IsIn(old.HostConfig)) return false;
        if (old.State?.Status != "created")
        {
            throw new StepFailedException(
                $"{name} on {daemon.Name} is {old.State?.Status}: binds and ports can only be given to a container that has never run: remove it, and give them to CreateContainer or to its first StartContainer");
        }

        var (own, fresh) = (old.Name!.TrimStart('/'), CopyOf(old));
        wiring.ApplyTo(fresh);
        var aside = $"{own}-replaced-{old.ID[..12]}";
        await RenameAsync(old.ID, aside, cancellationToken).ConfigureAwait(false);
        try
        {
            await daemon.AskAsync($"{name} can't be created anew", None, (docker, token) => docker.Containers.CreateContainerAsync(fresh, token), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await RestoreAsync(old.ID, own).ConfigureAwait(false);
            throw;
        }

        await RemoveAsync(old.ID, aside, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static CreateContainerParameters CopyOf(ContainerInspectResponse old)
    {
        var config = old.Config!;
        return new CreateContainerParameters
        {
            Name = old.Name!.TrimStart('/'),
            Hostname = old.ID.StartsWith(config.Hostname ?? "-", StringComparison.Ordinal) ? null! : config.Hostname!, // its own id is a name that nobody chose
            Domainname = config.Domainname,
            User = config.User,
            AttachStdin = config.AttachStdin,
            AttachStdout = config.AttachStdout,
            AttachStderr = config.AttachStderr,
            ExposedPorts = config.ExposedPorts,
            Tty = config.Tty,
            OpenStdin = config.OpenStdin,
            StdinOnce = config.StdinOnce,
            Env = config.Env,
            Cmd = config.Cmd,
            Healthcheck = config.Healthcheck,
            Image = config.Image,
            Volumes = config.Volumes,
            WorkingDir = config.WorkingDir,
            Entrypoint = config.Entrypoint,
            NetworkDisabled = config.NetworkDisabled,
            Labels = config.Labels,
            StopSignal = config.StopSignal,
            StopTimeout = config.StopTimeout,
            Shell = config.Shell,
            HostConfig = old.HostConfig,
        };
    }

    private Task RenameAsync(string id, string name, CancellationToken cancellationToken) => daemon.AskAsync(
        $"{id} can't be renamed to {name}",
        None,
        async (docker, token) =>
        {
            await docker.Containers.RenameContainerAsync(id, new ContainerRenameParameters { NewName = name }, token).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    private async Task RestoreAsync(string id, string name)
    {
        try
        {
            await RenameAsync(id, name, CancellationToken.None).ConfigureAwait(false); // also where the step is cancelled
        }
        catch (StepFailedException exception)
        {
            logger.LogWarning("The container {Name} has another name now, and could not get its own back: {Reason}", name, exception.Message);
        }
    }

    private async Task RemoveAsync(string id, string name, CancellationToken cancellationToken)
    {
        var parameters = new ContainerRemoveParameters { RemoveVolumes = true }; // those without a name, in which nobody has written
        await daemon.AskAsync(
            $"{name}, which was replaced, can't be removed",
            None,
            async (docker, token) =>
            {
                await docker.Containers.RemoveContainerAsync(id, parameters, token).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }
}
